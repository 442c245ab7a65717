import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves once it is the caller's turn: so many a second, all callers together; at once where there is no rate. */
export function createPace(perSecond: number): () => Promise<void> {
  let next = performance.now();
  return async () => {
    if (!Number.isFinite(perSecond)) return;
    const now = performance.now();
    // RateLimiter that nobody took are not made up for: the load is to be even.
    next = Math.max(now, next + 1000 / perSecond);
    if (next > now) await sleep(next - now);
  };
}
