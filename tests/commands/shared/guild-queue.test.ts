import { expect, test } from 'vitest';
import { createOneByOne } from '../../../src/commands/shared/guild-queue.ts';

/** A task that ends when it is told to. */
function held() {
  let end = () => {};
  const until = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { until, end };
}

test('a guild’s tasks run one after the other, in the order in which they came, and other guilds’ meanwhile', async () => {
  const oneByOne = createOneByOne();
  const done: string[] = [];
  const { until, end } = held();
  const first = oneByOne('1', async () => {
    await until;
    done.push('first');
  });
  const second = oneByOne('1', async () => done.push('second'));
  await oneByOne('2', async () => done.push('elsewhere'));
  end();
  await Promise.all([first, second]);
  await oneByOne('1', async () => done.push('third'));
  expect(done).toEqual(['elsewhere', 'first', 'second', 'third']);
});

test('a task that fails fails for whoever asked for it, and the next one runs', async () => {
  const oneByOne = createOneByOne();
  const failing = expect(oneByOne('1', () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  expect(await oneByOne('1', async () => 'kept')).toBe('kept');
  await failing;
});
