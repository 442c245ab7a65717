import { expect, test } from 'vitest';
import { createOctaveGroups } from '../../../src/engine/features/expected-crossings.ts';

const ones = (bins: number) => new Float64Array(bins).fill(1);

test('groups hold one bin up to the first octave with enough bins, then two, four and eight bins', () => {
  const widths = [...createOctaveGroups(64, 4).sums(ones(64))];
  expect(widths).toEqual([...Array(8).fill(1), ...Array(4).fill(2), ...Array(4).fill(4), ...Array(4).fill(8)]);
});

test('no group exceeds the maximum width, and the last group ends at the last bin', () => {
  const widths = [...createOctaveGroups(27, 4, 2).sums(ones(100))];
  expect(Math.max(...widths)).toBe(2);
  expect(widths.at(-1)).toBe(1);
  expect(widths.reduce((a, b) => a + b, 0)).toBe(27);
});

test('a weighted sum over groups equals the sum over bins if the power is constant within each group', () => {
  const groups = createOctaveGroups(64, 4);
  const power = Float64Array.from({ length: 64 }, (_, bin) => Math.floor(bin / 8) + 1);
  const means = groups.means((bin) => bin);
  const grouped = groups.sums(power).reduce((sum, power, group) => sum + power * (means[group] ?? 0), 0);
  const exact = power.reduce((sum, power, bin) => sum + power * bin, 0);
  expect(grouped).toBeCloseTo(exact, 9);
});
