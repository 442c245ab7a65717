import { expect, test } from 'vitest';
import { createSampleBuffer } from '../../../src/engine/resample/sample-buffer.ts';

/** Returns `count` samples that all have the same value. */
const samples = (count: number, value: number) => new Float32Array(count).fill(value);

test.each([[10], [2 ** 21]])(
  '%i samples that arrive in pieces are returned in order, cut or filled with zeros',
  (count) => {
    const buffer = createSampleBuffer();
    buffer.append(samples(count, 1));
    buffer.append(samples(count, 2));
    const all = buffer.finish(2 * count + 3);
    expect([all[0], all[count - 1], all[count], all[2 * count - 1]]).toEqual([1, 1, 2, 2]);
    expect([...all.subarray(2 * count)]).toEqual([0, 0, 0]);
  },
);

test('samples of two sounds at the same time, and of a later sound, do not mix', () => {
  const [first, second] = [createSampleBuffer(), createSampleBuffer()];
  first.append(samples(100_000, 1));
  second.append(samples(100_000, 2));
  const results = [first.finish(100_000), second.finish(100_000)];
  const later = createSampleBuffer();
  later.append(samples(10, 3));
  expect([...later.finish(11)]).toEqual([...samples(10, 3), 0]);
  expect(results.map((result, i) => result.every((x) => x === i + 1))).toEqual([true, true]);
});
