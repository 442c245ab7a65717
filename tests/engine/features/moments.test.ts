import { describe, expect, test } from 'vitest';
import { mfccFrames } from '../../../src/engine/features/mfcc.ts';
import { columnCorrelations, columnDeviations, columnMeans } from '../../../src/engine/features/moments.ts';

describe('of all cepstral coefficients,', () => {
  test.each([1, 7, 19, 20, 33, 39])(
    'a cosine of %i half periods over the mel bands has only the one with that number',
    (k) => {
      const mel = Float32Array.from({ length: 64 }, (_, band) => Math.cos((Math.PI * k * (band + 0.5)) / 64));
      const all = [...mfccFrames({ count: 1, mel }), ...mfccFrames({ count: 1, mel }, 20)];
      for (const [i, coefficient] of all.entries()) expect(coefficient).toBeCloseTo(i === k ? Math.sqrt(32) : 0, 5);
    },
  );
});

describe('the correlation of two columns', () => {
  const a = [3, -1, -1, -1, 0, 5, -5];
  const rows = a.flatMap((x) => [100, x, 2 * x, -x, 7]);
  const matrix = Float32Array.from(rows);
  const correlations = (weights: Float32Array, regularizer: number) => {
    const means = columnMeans(matrix, 5, weights);
    const deviations = columnDeviations(matrix, 5, weights, means);
    return columnCorrelations(matrix, 5, weights, means, deviations, { first: 1, last: 4, regularizer });
  };

  test('is 1 for proportional columns, -1 for opposite columns and 0 for a constant column', () => {
    const [proportional, opposite, alsoOpposite, ...constant] = correlations(new Float32Array(a.length).fill(1), 1e-9);
    expect(proportional).toBeCloseTo(1, 6);
    expect(opposite).toBeCloseTo(-1, 6);
    expect(alsoOpposite).toBeCloseTo(-1, 6);
    expect(constant).toEqual([0, 0, 0]);
  });

  test('is halved if the product of the deviations equals the regularizer', () => {
    const variance = a.reduce((sum, x) => sum + x * x, 0) / a.length;
    expect(correlations(new Float32Array(a.length).fill(1), 2 * variance)[0]).toBeCloseTo(0.5, 6);
  });

  test('ignores rows of weight 0, and is 0 if all weights are 0', () => {
    const last = Float32Array.from(a, (_, row) => (row >= 5 ? 1 : 0));
    expect(correlations(last, 50)[0]).toBeCloseTo(0.5, 6);
    expect(correlations(new Float32Array(a.length), 50)).toEqual(new Float64Array(6));
  });
});
