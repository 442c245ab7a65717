import { expect, test } from 'vitest';
import { createChangeQueue } from '../../src/storage/change-queue.ts';

test('the queue runs the changes of a guild one after the other, in order, and those of other guilds meanwhile', async () => {
  const changes = createChangeQueue();
  const done: string[] = [];
  let end = () => {};
  const held = new Promise<void>((resolve) => {
    end = resolve;
  });
  const first = changes.run('1', async () => {
    await held;
    done.push('first');
  });
  const second = changes.run('1', async () => done.push('second'));
  await changes.run('2', async () => done.push('elsewhere'));
  end();
  await Promise.all([first, second]);
  await changes.run('1', async () => done.push('third'));
  expect(done).toEqual(['elsewhere', 'first', 'second', 'third']);
});

test('the queue rejects with the error of a failed change, and runs the next change', async () => {
  const changes = createChangeQueue();
  const failing = expect(changes.run('1', () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  expect(await changes.run('1', async () => 'kept')).toBe('kept');
  await failing;
});

test('the queue is idle once no guild has a change in progress, whatever was queued meanwhile', async () => {
  const changes = createChangeQueue();
  const done: string[] = [];
  void changes.run('1', async () => {
    void changes.run('2', async () => done.push('queued meanwhile'));
    done.push('first');
  });
  await changes.idle();
  expect(done).toEqual(['first', 'queued meanwhile']);
  await changes.idle();
});
