import PQueue from 'p-queue';

/** Runs a task once those that came before it for the same guild have ended, however they did. */
export type GuildQueue = <T>(guildId: string, task: () => Promise<T>) => Promise<T>;

/** Guilds do not wait for each other, and one that has nothing to do is forgotten. */
export function createGuildQueue(): GuildQueue {
  const queues = new Map<string, PQueue>();
  const begin = (guildId: string) => {
    const queue = new PQueue({ concurrency: 1 });
    queue.once('idle', () => queues.delete(guildId));
    queues.set(guildId, queue);
    return queue;
  };
  return (guildId, task) => (queues.get(guildId) ?? begin(guildId)).add(task);
}
