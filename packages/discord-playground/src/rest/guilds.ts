import { channelPayload, guildChannels, guildPayload, memberPayload } from '../world/payloads.ts';
import { unknownMember } from './errors.ts';
import { guildOf, ok, type Route } from './router.ts';

export const guildRoutes: Route[] = [
  { method: 'GET', path: '/guilds/{guild_id}', handle: (call) => ok(guildPayload(guildOf(call))) },
  {
    method: 'GET',
    path: '/guilds/{guild_id}/channels',
    handle: (call) =>
      ok(guildChannels(call.world, guildOf(call)).map((channel) => channelPayload(call.world, channel))),
  },
  { method: 'GET', path: '/guilds/{guild_id}/roles', handle: (call) => ok([...guildOf(call).roles.values()]) },
  {
    method: 'GET',
    path: '/guilds/{guild_id}/members',
    handle: (call) => {
      const limit = Number(call.query.get('limit') ?? 1);
      return ok([...guildOf(call).members.values()].slice(0, limit).map((member) => memberPayload(call.world, member)));
    },
  },
  {
    method: 'GET',
    path: '/guilds/{guild_id}/members/{user_id}',
    handle: (call) => {
      const member = guildOf(call).members.get(call.param('user_id'));
      if (member === undefined) throw unknownMember();
      return ok(memberPayload(call.world, member));
    },
  },
];
