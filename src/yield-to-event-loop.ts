import { setImmediate as nextImmediate } from 'node:timers/promises';

let last: Promise<unknown> = Promise.resolve();

/**
 * Waits for a turn of the event loop that no other caller gets. Work done in slices, each after one of these, holds up
 * the thread for one slice at a time, however many such works are under way. (Each awaiting an immediate of its own
 * would not do: the event loop runs all immediates that are due before it looks at anything else.)
 */
export function yieldToEventLoop(): Promise<void> {
  const turn = last.then(() => nextImmediate(undefined));
  last = turn;
  return turn;
}
