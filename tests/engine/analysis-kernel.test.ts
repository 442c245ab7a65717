import { expect, test } from 'vitest';
import { createAnalysisKernel } from '../../src/engine/analysis-kernel.ts';
import { KERNEL_BASE64 } from '../../src/engine/analysis-kernel-bytes.ts';
import { seededRandom } from '../../src/engine/seeded-random.ts';
import { compileKernel } from '../helpers/compile-kernel.ts';

test('the compiled kernel is the one that analysis-kernel.wat describes', async () => {
  expect(KERNEL_BASE64).toBe(await compileKernel('engine/analysis-kernel.wat'));
});

const kernel = createAnalysisKernel();
const numbers = new Float64Array(kernel.buffer, 0, 512);
const list = new Float64Array(kernel.buffer, numbers.byteLength, 16);
const means = new Float64Array(kernel.buffer, numbers.byteLength + list.byteLength, 2);

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

test('extremes are the means of the ends of the sorted numbers, whatever their order and number', () => {
  const random = seededRandom(1);
  for (let size = 1; size < 300; size += size < 80 ? 1 : 37) {
    // Numbers of a small range occur several times.
    const values = Array.from({ length: size }, (_, i) =>
      size % 3 === 0 ? Math.floor(5 * random()) : random() + i / 40,
    );
    numbers.set(values);
    for (const count of [1, 2, 6, 8].filter((n) => n <= size)) {
      kernel.extremes(numbers.byteOffset, size, count, list.byteOffset, means.byteOffset);
      const sorted = values.toSorted((a, b) => b - a);
      expect(means[0]).toBe(mean(sorted.slice(0, count)));
      expect(means[1]).toBe(mean(sorted.slice(-count).reverse()));
    }
  }
});

test('the sums of pairs are a product of a matrix with even-numbered, and with odd-numbered numbers', () => {
  const table = new Float64Array(kernel.buffer, 1024 * 8, 12).fill(0);
  const x = new Float64Array(kernel.buffer, 1100 * 8, 6);
  const out = new Float64Array(kernel.buffer, 1200 * 8, 4);
  table.set([1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60]);
  x.set([1, 1, 10, 10, 100, 100]);
  kernel.pairSums(table.byteOffset, x.byteOffset, out.byteOffset, 2, 3);
  expect([...out]).toEqual([531, 642, 5310, 6420]);
});
