import { setTimeout as sleep } from 'node:timers/promises';

/** Returns a function that limits all its callers together to a number of calls per second; Infinity for no limit. */
export function createThrottle(perSecond: number): () => Promise<void> {
  let next = performance.now();
  return async () => {
    if (!Number.isFinite(perSecond)) return;
    const now = performance.now();
    // A pause does not allow more calls later, so that the load stays even.
    next = Math.max(now, next + 1000 / perSecond);
    if (next > now) await sleep(next - now);
  };
}
