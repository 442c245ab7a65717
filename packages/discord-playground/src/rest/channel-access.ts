import { PermissionFlagsBits } from 'discord-api-types/v10';
import { findMessage } from '../world/messages.ts';
import { isOpenTo, permissionsIn } from '../world/permissions.ts';
import type { Channel, StoredMessage } from '../world/world.ts';
import { type DiscordError, missingAccess, missingPermissions, unknownChannel } from './errors.ts';
import type { Call } from './router.ts';

/** Returns the channel of the request. @throws DiscordError 10003, 50001 or 50013 if the bot may not use it */
export function channelOf(call: Call, needed = 0n): Channel {
  const channel = call.world.channels.get(call.param('channel_id'));
  if (channel === undefined || !isOpenTo(channel, call.world.bot.id)) throw unknownChannel();
  requirePermissions(call, channel, PermissionFlagsBits.ViewChannel, missingAccess);
  requirePermissions(call, channel, needed);
  return channel;
}

/** Requires permissions of the bot in a channel. @throws DiscordError `error`; default 50013 */
export function requirePermissions(
  { world }: Call,
  channel: Channel,
  needed: bigint,
  error: () => DiscordError = missingPermissions,
): void {
  const guild = channel.guildId === null ? undefined : world.guilds.get(channel.guildId);
  if (guild !== undefined && (permissionsIn(guild, world.bot.id, channel) & needed) !== needed) throw error();
}

/** Returns the message of the request. @throws DiscordError 10008 if there is none */
export function messageOf(call: Call, channel: Channel): StoredMessage {
  const stored = findMessage(call.world, channel.id, call.param('message_id'));
  // An ephemeral message exists only for the routes of its interaction's token.
  return isHidden(stored) ? findMessage(call.world, channel.id, '') : stored;
}

export const isHidden = (stored: StoredMessage) => stored.visibleTo !== null;
