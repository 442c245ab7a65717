import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PACKED_DIMENSIONS } from '../../../src/engine/embedding.ts';
import { createMatrix } from '../../../src/storage/matrix/matrix.ts';

const STAMP = { version: '1', clapModel: null };
const vector = fc.float32Array({
  minLength: PACKED_DIMENSIONS,
  maxLength: PACKED_DIMENSIONS,
  noNaN: true,
  min: -2,
  max: 2,
});

test('a row is read bit for bit as it was added, after other rows were added and removed', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(vector, fc.boolean()), { minLength: 1, maxLength: 150 }), (given) => {
      const matrix = createMatrix<number>();
      const expected = new Map<number, Float32Array>();
      given.forEach(([packed, removeOne], item) => {
        const row = matrix.add(packed, STAMP, item);
        expect(expected.has(row)).toBe(false);
        expected.set(row, packed);
        const [oldest] = expected.keys();
        if (!removeOne || oldest === undefined) return;
        matrix.remove(oldest);
        expected.delete(oldest);
      });
      expect(matrix.size).toBe(expected.size);
      for (const [row, packed] of expected)
        expect(Buffer.from(matrix.read(row).buffer)).toEqual(Buffer.from(packed.buffer));
    }),
    { numRuns: 30 },
  );
});

test('adding and removing rows moves no other row', () => {
  const matrix = createMatrix<number>();
  const row = matrix.add(new Float32Array(PACKED_DIMENSIONS).fill(0.5), STAMP, 0);
  const [before] = matrix.chunks;
  const rows = Array.from({ length: 1000 }, (_, item) => matrix.add(new Float32Array(PACKED_DIMENSIONS), STAMP, item));
  for (const other of rows) matrix.remove(other);
  expect(matrix.chunks[0]?.halves).toBe(before?.halves);
  expect(matrix.read(row)[0]).toBe(0.5);
});

test('a matrix takes at most 1.15 times the bytes of its vectors', () => {
  const matrix = createMatrix<number>();
  for (let item = 0; item < 1000; item++) matrix.add(new Float32Array(PACKED_DIMENSIONS), STAMP, item);
  expect(matrix.bytes).toBeLessThan(1.15 * 1000 * PACKED_DIMENSIONS * 4);
});

test('a removed row cannot be read', () => {
  const matrix = createMatrix<number>();
  const row = matrix.add(new Float32Array(PACKED_DIMENSIONS), STAMP, 0);
  matrix.remove(row);
  expect(() => matrix.read(row)).toThrow(RangeError);
  expect(() => matrix.remove(row)).toThrow(RangeError);
});
