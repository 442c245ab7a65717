import { applicationPayload, userOf } from '../world/payloads.ts';
import { ok, type Route } from './router.ts';

/** Who the bot is, and who others are. */
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
      ok([...world.guilds.values()].map(({ id, name }) => ({ id, name, icon: null, owner: false, features: [] }))),
  },
  { method: 'GET', path: '/users/{user_id}', handle: ({ world, param }) => ok(userOf(world, param('user_id'))) },
];
