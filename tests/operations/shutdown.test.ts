import { expect, test, vi } from 'vitest';
import { createShutdown } from '../../src/operations/shutdown.ts';

function stopWith(deadlineMs = 60_000) {
  const exit = vi.fn<(status: number) => void>();
  const error = vi.fn();
  const closed: string[] = [];
  const shutdown = createShutdown({ deadlineMs, exit, log: () => ({ info: () => {}, error }) });
  const part = (name: string, close: () => Promise<void> = async () => {}) =>
    shutdown.opened(name, {
      async close() {
        closed.push(name);
        await close();
      },
    });
  return { ...shutdown, exit, error, closed, part };
}

test('what was opened last is closed first', async () => {
  const { part, stop, closed, exit } = stopWith();
  for (const name of ['libraries', 'engine', 'bot']) part(name);
  await stop(0);
  expect(closed).toEqual(['bot', 'engine', 'libraries']);
  expect(exit.mock.calls).toEqual([[0]]);
});

test('a part that cannot be closed keeps none of the others open, and shows in the status', async () => {
  const { part, stop, closed, exit, error } = stopWith();
  part('libraries');
  part('engine', () => Promise.reject(new Error('stuck')));
  part('bot');
  await stop(0);
  expect(closed).toEqual(['bot', 'engine', 'libraries']);
  expect(exit.mock.calls).toEqual([[1]]);
  expect(error).toHaveBeenCalledWith(expect.objectContaining({ part: 'engine' }), 'could not be closed');
});

test('a part that never closes does not keep the process for longer than the deadline', async () => {
  const { part, stop, exit, error } = stopWith(20);
  part('engine', () => new Promise(() => {}));
  void stop(0);
  await vi.waitFor(() => expect(exit.mock.calls).toEqual([[1]]));
  expect(error).toHaveBeenCalledWith(expect.objectContaining({ open: 'engine' }), expect.any(String));
});

test('two signals stop it once', async () => {
  const { part, stop, closed, exit, stopping } = stopWith();
  part('bot');
  expect(stopping()).toBe(false);
  await Promise.all([stop(0), stop(0)]);
  expect(stopping()).toBe(true);
  expect(closed).toEqual(['bot']);
  expect(exit).toHaveBeenCalledTimes(1);
});
