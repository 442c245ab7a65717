import type { SessionStartCounter } from '../gateway/session-starts.ts';
import { applicationPayload, userOf } from '../world/payloads.ts';
import { permissionsIn } from '../world/permissions.ts';
import { ok, type Route } from './router.ts';

/** Routes about the application, its user and other users. */
export const applicationRoutes: Route[] = [
  { method: 'GET', path: '/applications/@me', handle: ({ world }) => ok(applicationPayload(world)) },
  { method: 'GET', path: '/oauth2/applications/@me', handle: ({ world }) => ok(applicationPayload(world)) },
  {
    method: 'GET',
    path: '/users/@me',
    handle: ({ world }) => ok({ ...world.bot, mfa_enabled: false, locale: 'en-US', verified: true, email: null }),
  },
  {
    method: 'GET',
    path: '/users/@me/guilds',
    handle: ({ world }) =>
      ok(
        [...world.guilds.values()].map((guild) => ({
          id: guild.id,
          name: guild.name,
          icon: null,
          banner: null,
          owner: false,
          permissions: permissionsIn(guild, world.bot.id, null).toString(),
          features: [],
        })),
      ),
  },
  { method: 'GET', path: '/users/{user_id}', handle: ({ world, param }) => ok(userOf(world, param('user_id'))) },
];

export function gatewayRoutes(gatewayUrl: () => string, starts: SessionStartCounter): Route[] {
  return [
    { method: 'GET', path: '/gateway', isOpen: true, handle: () => ok({ url: gatewayUrl() }) },
    {
      method: 'GET',
      path: '/gateway/bot',
      handle: ({ world }) =>
        ok({
          url: gatewayUrl(),
          shards: Math.max(1, Math.ceil(world.guilds.size / 1000)),
          session_start_limit: starts.payload(),
        }),
    },
  ];
}
