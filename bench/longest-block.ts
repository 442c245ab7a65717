import { setImmediate as yieldToEventLoop } from 'node:timers/promises';

/** Returns the longest time in milliseconds for which `work` blocked the event loop. */
export async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let running = true;
  const turn = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  await yieldToEventLoop();
  running = false;
  return longest;
}
