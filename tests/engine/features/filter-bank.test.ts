import { expect, test } from 'vitest';
import { filterBank } from '../../../src/engine/features/filter-bank.ts';
import { seededRandom } from '../../../src/engine/seeded-random.ts';

test('each output is the weighted sum of the bins, of filters of any width, with gaps and without weights', () => {
  const random = seededRandom(1);
  const power = Float64Array.from({ length: 33 }, random);
  const rows = Array.from({ length: 24 }, (_, width) =>
    Float64Array.from(power, (_, bin) => (bin >= 3 && bin < 3 + width && bin !== 12 ? random() : 0)),
  );
  const bank = filterBank(rows);
  const out = new Float32Array(1 + bank.size);
  bank.apply(power, out, 1);
  // Twice, because no sum may remain from the frame before.
  bank.apply(power, out, 1);
  const sums = rows.map((row) => row.reduce((sum, weight, bin) => sum + weight * (power[bin] ?? 0), 0));
  for (const [filter, sum] of sums.entries()) expect(out[1 + filter]).toBeCloseTo(sum, 5);
});

test('weights below a fraction of the greatest one in their row are dropped', () => {
  const out = new Float32Array(1);
  filterBank([Float64Array.of(0.1, 1, 0.4)], 0.25).apply(Float64Array.of(1, 1, 1), out, 0);
  expect(out[0]).toBeCloseTo(1.4, 6);
});
