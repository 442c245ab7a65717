import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createWeakCache } from '../../src/storage/weak-cache.ts';
import { collectGarbage } from '../helpers/collect-garbage.ts';

const IDLE_MS = 1000;

function cacheThatCounts() {
  const loads: string[] = [];
  const cache = createWeakCache(async (key) => {
    loads.push(key);
    if (key === 'broken') throw new Error('cannot be loaded');
    return { key };
  }, IDLE_MS);
  return { cache, loads };
}

describe('a weak cache', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('loads a value once for several callers', async () => {
    const { cache, loads } = cacheThatCounts();
    const [first, second] = await Promise.all([cache.get('a'), cache.get('a')]);
    expect(first).toBe(second);
    expect(loads).toEqual(['a']);
  });

  test('tries again after a load that failed', async () => {
    const { cache, loads } = cacheThatCounts();
    await expect(cache.get('broken')).rejects.toThrow('cannot be loaded');
    await expect(cache.get('broken')).rejects.toThrow('cannot be loaded');
    expect(loads).toHaveLength(2);
  });

  test('evicts a value that is idle and not held', async () => {
    const { cache, loads } = cacheThatCounts();
    await cache.get('a');
    vi.advanceTimersByTime(IDLE_MS / 2);
    await collectGarbage();
    await cache.get('a');
    expect(loads).toHaveLength(1);
    vi.advanceTimersByTime(2 * IDLE_MS);
    await collectGarbage();
    await cache.get('a');
    expect(loads).toHaveLength(2);
  });

  test('does not hold a value whose callers all set `briefly`', async () => {
    const { cache, loads } = cacheThatCounts();
    await Promise.all([cache.get('a', { briefly: true }), cache.get('a', { briefly: true })]);
    expect(loads).toEqual(['a']);
    await collectGarbage();
    await cache.get('a', { briefly: true });
    expect(loads).toEqual(['a', 'a']);
  });

  test('holds a value if one of its callers does not set `briefly`', async () => {
    const { cache, loads } = cacheThatCounts();
    await Promise.all([cache.get('a', { briefly: true }), cache.get('a')]);
    await collectGarbage();
    await cache.get('a', { briefly: true });
    await collectGarbage();
    await cache.get('a');
    expect(loads).toEqual(['a']);
  });

  test('returns the same value as long as a caller holds it', async () => {
    const { cache, loads } = cacheThatCounts();
    const held = await cache.get('a');
    vi.advanceTimersByTime(10 * IDLE_MS);
    await collectGarbage();
    expect(await cache.get('a')).toBe(held);
    expect(loads).toEqual(['a']);
  });
});
