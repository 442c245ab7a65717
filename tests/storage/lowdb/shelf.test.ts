import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createShelf } from '../../../src/storage/lowdb/shelf.ts';

const IDLE_MS = 1000;

function shelfThatCounts() {
  const loads: string[] = [];
  const shelf = createShelf(async (key) => {
    loads.push(key);
    if (key === 'broken') throw new Error('cannot be loaded');
    return { key };
  }, IDLE_MS);
  return { shelf, loads };
}

/** Lets what nobody holds be collected; a WeakRef keeps its value until the turn after it was read has ended. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  if (typeof gc !== 'function') throw new Error('no gc');
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    gc();
  }
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

  test('never makes a second of a value that somebody still holds', async () => {
    const { shelf, loads } = shelfThatCounts();
    const held = await shelf.get('a');
    vi.advanceTimersByTime(10 * IDLE_MS);
    await collectGarbage();
    expect(await shelf.get('a')).toBe(held);
    expect(loads).toEqual(['a']);
  });
});
