import { setImmediate as nextImmediate } from 'node:timers/promises';

let last: Promise<unknown> = Promise.resolve();

/**
 * Resolves in a turn of the event loop that no other caller shares. Long work that calls this between slices blocks the
 * thread for one slice at a time, however many such tasks run at once. (With `setImmediate` alone, all tasks would run
 * a slice in the same turn: the event loop runs every immediate that is due before anything else.)
 */
export function yieldToEventLoop(): Promise<void> {
  const turn = last.then(() => nextImmediate(undefined));
  last = turn;
  return turn;
}
