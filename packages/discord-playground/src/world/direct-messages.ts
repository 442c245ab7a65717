import { seedId } from './seed-id.ts';
import type { Channel, World } from './world.ts';

/** Returns the channel for direct messages between the bot and a person. Creates the channel on first use. */
export function directChannel(world: World, userId: string): Channel {
  const existing = [...world.channels.values()].find((channel) => channel.recipientId === userId);
  if (existing !== undefined) return existing;

  const channel: Channel = {
    id: seedId('direct messages', userId),
    name: '',
    guildId: null,
    recipientId: userId,
    position: 0,
    overwrites: [],
    thread: null,
  };
  world.channels.set(channel.id, channel);
  return channel;
}
