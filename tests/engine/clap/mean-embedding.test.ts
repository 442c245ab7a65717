import { expect, test } from 'vitest';
import { meanEmbedding } from '../../../src/engine/clap/mean-embedding.ts';

test('the mean of one vector has its direction and unit length', () => {
  expect([...meanEmbedding([Float32Array.of(3, 4)])]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
});

test('each vector has the same influence on the mean, whatever its length', () => {
  const mean = meanEmbedding([Float32Array.of(1000, 0), Float32Array.of(0, 0.001)]);
  expect(mean[0]).toBeCloseTo(Math.SQRT1_2, 6);
  expect(mean[1]).toBeCloseTo(Math.SQRT1_2, 6);
});

test('vectors without a common direction cause an error instead of NaN', () => {
  expect(() => meanEmbedding([])).toThrow(RangeError);
  expect(() => meanEmbedding([Float32Array.of(0, 0)])).toThrow(RangeError);
  expect(() => meanEmbedding([Float32Array.of(1, 0), Float32Array.of(-1, 0)])).toThrow(RangeError);
  expect(() => meanEmbedding([Float32Array.of(1, Number.NaN)])).toThrow(RangeError);
});
