import { PermissionFlagsBits } from 'discord-api-types/v10';
import { userOf } from '../world/payloads.ts';
import { addReaction, clearReactions, removeReaction } from '../world/reactions.ts';
import { channelOf, messageOf, requirePermissions } from './channel-access.ts';
import { type Call, noContent, ok, type Route } from './router.ts';

const { AddReactions, ReadMessageHistory, ManageMessages } = PermissionFlagsBits;
const ALL = '/channels/{channel_id}/messages/{message_id}/reactions';
const OF_EMOJI = `${ALL}/{emoji_name}`;

export const reactionRoutes: Route[] = [
  { method: 'PUT', path: `${OF_EMOJI}/@me`, handle: react },
  {
    method: 'DELETE',
    path: `${OF_EMOJI}/@me`,
    handle: (call) => {
      removeReaction(call.world, target(call), call.world.bot.id, call.param('emoji_name'));
      return noContent;
    },
  },
  {
    method: 'DELETE',
    path: `${OF_EMOJI}/{user_id}`,
    handle: (call) => {
      removeReaction(call.world, target(call, ManageMessages), call.param('user_id'), call.param('emoji_name'));
      return noContent;
    },
  },
  {
    method: 'GET',
    path: OF_EMOJI,
    handle: (call) => {
      const userIds = [...(target(call).reactions.get(call.param('emoji_name')) ?? [])].sort(byId);
      const after = call.query.get('after') ?? '0';
      const page = userIds.filter((id) => byId(id, after) > 0).slice(0, Number(call.query.get('limit') ?? 25));
      return ok(page.map((id) => userOf(call.world, id)));
    },
  },
  {
    method: 'DELETE',
    path: OF_EMOJI,
    handle: (call) => {
      clearReactions(call.world, target(call, ManageMessages), call.param('emoji_name'));
      return noContent;
    },
  },
  {
    method: 'DELETE',
    path: ALL,
    handle: (call) => {
      clearReactions(call.world, target(call, ManageMessages), null);
      return noContent;
    },
  },
];

/** Adds the bot's reaction. Only the first reaction with an emoji needs the permission to add reactions. */
function react(call: Call) {
  const emoji = call.param('emoji_name');
  const channel = channelOf(call, ReadMessageHistory);
  const stored = messageOf(call, channel);
  if (!stored.reactions.has(emoji)) requirePermissions(call, channel, AddReactions);
  addReaction(call.world, stored, call.world.bot.id, emoji);
  return noContent;
}

function target(call: Call, needed = 0n) {
  return messageOf(call, channelOf(call, ReadMessageHistory | needed));
}

function byId(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}
