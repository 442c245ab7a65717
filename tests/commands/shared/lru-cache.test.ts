import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRecent } from '../../../src/commands/shared/lru-cache.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what was used longest ago makes room', () => {
  const recent = createRecent<number>(2);
  recent.set('a', 1);
  recent.set('b', 2);
  recent.get('a');
  recent.set('c', 3);
  expect(['a', 'b', 'c'].map((key) => recent.get(key))).toEqual([1, undefined, 3]);
});

test('as much is kept as fits in, and one that does not fit in at all is not', () => {
  const recent = createRecent<string>(10, { sizeOf: (text) => text.length });
  recent.set('a', 'xxxx');
  recent.set('b', 'xxxxxx');
  expect([recent.get('a'), recent.get('b')]).toEqual(['xxxx', 'xxxxxx']);
  recent.set('b', 'x');
  recent.set('c', 'xxxxx');
  expect(['a', 'b', 'c'].map((key) => recent.get(key)?.length)).toEqual([4, 1, 5]);
  recent.set('d', 'x'.repeat(11));
  expect(recent.get('d')).toBeUndefined();
});

test('one is kept for its time from when it was set, used or not', () => {
  const recent = createRecent<string>(10, { keptMs: 60_000 });
  recent.set('a', 'first');
  vi.advanceTimersByTime(59_000);
  expect(recent.get('a')).toBe('first');
  recent.set('a', 'second');
  vi.advanceTimersByTime(59_000);
  expect(recent.get('a')).toBe('second');
  vi.advanceTimersByTime(1000);
  expect(recent.get('a')).toBeUndefined();
});
