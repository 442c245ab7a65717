import { expect, test } from 'vitest';
import { createOctaveGroups } from '../../../src/engine/features/octave-groups.ts';

const ones = (bins: number) => new Float64Array(bins).fill(1);

test('bins stand alone up to an octave of as many bins as there are groups in it, then in twos, fours, eights', () => {
  const widths = [...createOctaveGroups(64, 4).sums(ones(64))];
  expect(widths).toEqual([...Array(8).fill(1), ...Array(4).fill(2), ...Array(4).fill(4), ...Array(4).fill(8)]);
});

test('none is wider than the widest, and the last ends where the bins end', () => {
  const widths = [...createOctaveGroups(27, 4, 2).sums(ones(100))];
  expect(Math.max(...widths)).toBe(2);
  expect(widths.at(-1)).toBe(1);
  expect(widths.reduce((a, b) => a + b, 0)).toBe(27);
});

test('a weighted sum over the groups is the one over the bins where either is constant within each', () => {
  const groups = createOctaveGroups(64, 4);
  const power = Float64Array.from({ length: 64 }, (_, bin) => Math.floor(bin / 8) + 1);
  const means = groups.means((bin) => bin);
  const grouped = groups.sums(power).reduce((sum, power, group) => sum + power * (means[group] ?? 0), 0);
  const exact = power.reduce((sum, power, bin) => sum + power * bin, 0);
  expect(grouped).toBeCloseTo(exact, 9);
});
