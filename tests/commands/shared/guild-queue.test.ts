import { expect, test } from 'vitest';
import { createGuildQueue } from '../../../src/commands/shared/guild-queue.ts';

/** A task that ends when it is told to. */
function held() {
  let end = () => {};
  const until = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { until, end };
}

test('a guild’s tasks run one after the other, in the order in which they came, and other guilds’ meanwhile', async () => {
  const guildQueue = createGuildQueue();
  const done: string[] = [];
  const { until, end } = held();
  const first = guildQueue('1', async () => {
    await until;
    done.push('first');
  });
  const second = guildQueue('1', async () => done.push('second'));
  await guildQueue('2', async () => done.push('elsewhere'));
  end();
  await Promise.all([first, second]);
  await guildQueue('1', async () => done.push('third'));
  expect(done).toEqual(['elsewhere', 'first', 'second', 'third']);
});

test('a task that fails fails for whoever asked for it, and the next one runs', async () => {
  const guildQueue = createGuildQueue();
  const failing = expect(guildQueue('1', () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  expect(await guildQueue('1', async () => 'kept')).toBe('kept');
  await failing;
});
