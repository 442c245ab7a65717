import { expect, test } from 'vitest';
import { parts, slope } from '../../bench/soak/trend.ts';

test('`slope` returns the slope of a line, and ignores symmetric noise', () => {
  const points = [0, 1, 2, 3].map((at) => ({ at, value: 5 + 3 * at + (at === 0 || at === 3 ? 1 : -1) }));
  expect(slope(points)).toBeCloseTo(3, 12);
  expect(slope([0, 0.5, 1].map((at) => ({ at, value: 400 })))).toBe(0);
});

test('`parts` returns parts of equal lengths that contain all values', () => {
  expect(parts([1, 2, 3, 4, 5, 6], 3)).toEqual([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  expect(parts([1, 2, 3, 4, 5], 2)).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
});
