import type { Channel, World } from './world.ts';

/** The direct-message channel between the bot and a person; made on first use. */
export function directChannel(world: World, userId: string): Channel {
  const existing = [...world.channels.values()].find((channel) => channel.recipientId === userId);
  if (existing !== undefined) return existing;

  const channel = { id: world.nextId(), name: '', guildId: null, recipientId: userId, position: 0, overwrites: [] };
  world.channels.set(channel.id, channel);
  return channel;
}
