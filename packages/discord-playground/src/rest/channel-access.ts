import { PermissionFlagsBits } from 'discord-api-types/v10';
import { findMessage } from '../world/messages.ts';
import { isOpenTo, permissionsIn } from '../world/permissions.ts';
import type { Channel, StoredMessage } from '../world/world.ts';
import { type DiscordError, missingAccess, missingPermissions, unknownChannel } from './errors.ts';
import type { Call } from './router.ts';

/** Returns the channel of the request. @throws DiscordError 10003, 50001 or 50013 if the bot may not use the channel */
export function channelOf(call: Call, needed = 0n): Channel {
  const channel = call.world.channels.get(call.param('channel_id'));
  if (channel === undefined || !isOpenTo(channel, call.world.bot.id)) throw unknownChannel();
  requirePermissions(call, channel, PermissionFlagsBits.ViewChannel, missingAccess);
  requirePermissions(call, channel, needed);
  return channel;
}

/** Checks that the bot has the given permissions in a channel. @throws DiscordError `error`; by default 50013 */
export function requirePermissions(
  { world }: Call,
  channel: Channel,
  needed: bigint,
  error: () => DiscordError = missingPermissions,
): void {
  const guild = channel.guildId === null ? undefined : world.guilds.get(channel.guildId);
  if (guild !== undefined && (permissionsIn(guild, world.bot.id, channel) & needed) !== needed) throw error();
}

/** Returns the message of the request. @throws DiscordError 10008 if the message does not exist */
export function messageOf(call: Call, channel: Channel): StoredMessage {
  const stored = findMessage(call.world, channel.id, call.param('message_id'));
  // A bot can reach an ephemeral message only through the token of its interaction.
  return isHidden(stored) ? findMessage(call.world, channel.id, '') : stored;
}

export const isHidden = (stored: StoredMessage) => stored.visibleTo !== null;
