import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createWeakCache } from '../../../src/storage/lowdb/weak-cache.ts';
import { collectGarbage } from '../../helpers/collect-garbage.ts';

const IDLE_MS = 1000;

function shelfThatCounts() {
  const loads: string[] = [];
  const shelf = createWeakCache(async (key) => {
    loads.push(key);
    if (key === 'broken') throw new Error('cannot be loaded');
    return { key };
  }, IDLE_MS);
  return { shelf, loads };
}

describe('a shelf', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('loads a value once, however many ask for it', async () => {
    const { shelf, loads } = shelfThatCounts();
    const [first, second] = await Promise.all([shelf.get('a'), shelf.get('a')]);
    expect(first).toBe(second);
    expect(loads).toEqual(['a']);
  });

  test('forgets a load that failed', async () => {
    const { shelf, loads } = shelfThatCounts();
    await expect(shelf.get('broken')).rejects.toThrow('cannot be loaded');
    await expect(shelf.get('broken')).rejects.toThrow('cannot be loaded');
    expect(loads).toHaveLength(2);
  });

  test('lets go of a value that nobody asked for or holds', async () => {
    const { shelf, loads } = shelfThatCounts();
    await shelf.get('a');
    vi.advanceTimersByTime(IDLE_MS / 2);
    await collectGarbage();
    await shelf.get('a');
    expect(loads).toHaveLength(1);
    vi.advanceTimersByTime(2 * IDLE_MS);
    await collectGarbage();
    await shelf.get('a');
    expect(loads).toHaveLength(2);
  });

  test('lets go at once of a value that was asked for briefly, where nobody holds it', async () => {
    const { shelf, loads } = shelfThatCounts();
    await Promise.all([shelf.get('a', 'briefly'), shelf.get('a', 'briefly')]);
    expect(loads).toEqual(['a']);
    await collectGarbage();
    await shelf.get('a', 'briefly');
    expect(loads).toEqual(['a', 'a']);
  });

  test('keeps a value that somebody else asks for meanwhile', async () => {
    const { shelf, loads } = shelfThatCounts();
    await Promise.all([shelf.get('a', 'briefly'), shelf.get('a')]);
    await collectGarbage();
    await shelf.get('a', 'briefly');
    await collectGarbage();
    await shelf.get('a');
    expect(loads).toEqual(['a']);
  });

  test('never makes a second of a value that somebody still holds', async () => {
    const { shelf, loads } = shelfThatCounts();
    const held = await shelf.get('a');
    vi.advanceTimersByTime(10 * IDLE_MS);
    await collectGarbage();
    expect(await shelf.get('a')).toBe(held);
    expect(loads).toEqual(['a']);
  });
});
