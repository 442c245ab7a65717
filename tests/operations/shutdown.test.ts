import { expect, test, vi } from 'vitest';
import { createShutdown } from '../../src/operations/shutdown.ts';

function startShutdown(deadlineMs = 60_000) {
  const exit = vi.fn<(status: number) => void>();
  const error = vi.fn();
  const closed: string[] = [];
  const shutdown = createShutdown({ deadlineMs, exit, log: () => ({ error }) });
  const component = (name: string, close: () => Promise<void> = async () => {}) => ({
    async close() {
      closed.push(name);
      await close();
    },
  });
  const add = (name: string, close?: () => Promise<void>) => shutdown.add(name, component(name, close));
  return { shutdown, exit, error, closed, component, add };
}

test('the shutdown closes components in reverse order of their registration', async () => {
  const { add, shutdown, closed, exit } = startShutdown();
  for (const name of ['libraries', 'engine', 'bot']) add(name);
  await shutdown.run(0);
  expect(closed).toEqual(['bot', 'engine', 'libraries']);
  expect(exit.mock.calls).toEqual([[0]]);
});

test('the shutdown closes the other components if one fails to close, and exits with status 1', async () => {
  const { add, shutdown, closed, exit, error } = startShutdown();
  add('libraries');
  add('engine', () => Promise.reject(new Error('stuck')));
  add('bot');
  await shutdown.run(0);
  expect(closed).toEqual(['bot', 'engine', 'libraries']);
  expect(exit.mock.calls).toEqual([[1]]);
  expect(error).toHaveBeenCalledWith(expect.objectContaining({ component: 'engine' }), 'could not be closed');
});

test('the process exits at the deadline if a component never closes', async () => {
  const { add, shutdown, exit, error } = startShutdown(20);
  add('engine', () => new Promise(() => {}));
  void shutdown.run(0);
  await vi.waitFor(() => expect(exit.mock.calls).toEqual([[1]]));
  expect(error).toHaveBeenCalledWith(expect.objectContaining({ open: 'engine' }), expect.any(String));
});

test('the shutdown runs once if two signals arrive', async () => {
  const { add, shutdown, closed, exit } = startShutdown();
  add('bot');
  expect(shutdown.signal.aborted).toBe(false);
  await Promise.all([shutdown.run(0), shutdown.run(0)]);
  expect(shutdown.signal.aborted).toBe(true);
  expect(closed).toEqual(['bot']);
  expect(exit).toHaveBeenCalledTimes(1);
});

test('the shutdown waits for a component that is still starting, and skips a component whose start failed', async () => {
  const { add, component, shutdown, closed, exit } = startShutdown();
  add('libraries');
  let started = () => {};
  const engine = new Promise<ReturnType<typeof component>>((resolve) => {
    started = () => resolve(component('engine'));
  });
  shutdown.add('engine', engine);
  shutdown.add('page', Promise.reject(new Error('the port is taken')));
  const done = shutdown.run(0);
  expect(closed).toEqual([]);
  started();
  await done;
  expect(closed).toEqual(['engine', 'libraries']);
  expect(exit.mock.calls).toEqual([[0]]);
});
