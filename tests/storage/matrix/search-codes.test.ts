import fs from 'node:fs';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { type Embedding, mapFeatures, pack } from '../../../src/engine/embedding.ts';
import { createLocalScales } from '../../../src/storage/matrix/local-scales.ts';
import type { Matrix } from '../../../src/storage/matrix/matrix.ts';
import { searchMatrix } from '../../../src/storage/matrix/search-matrix.ts';
import { rounds } from '../../helpers/rounds.ts';
import { bruteForce, type Item, matrixOf, mixed, plain, search } from '../helpers/matrices.ts';
import { createRandom, embeddingOf, queryOf } from '../helpers/sounds.ts';

describe('a search of a large matrix, which threads scan by 8-bit codes', () => {
  const large = (embeddings: readonly Embedding[]) => matrixOf(embeddings, { largeRows: 64 });

  /** Creates groups of embeddings that are close to each other, as the sounds of a kit or of a speaker are. */
  function clustered(count: number, seed: number): Embedding[] {
    const random = createRandom(seed);
    return Array.from({ length: count }, () => {
      const { clap, features, ...rest } = embeddingOf(Math.floor((random() + 1) * 5));
      const near = (block: Float32Array) => block.map((value) => value + 1e-3 * random());
      return { ...rest, clap: clap && near(clap), features: mapFeatures((name) => near(features[name])) };
    });
  }

  test.each([
    ['random, with ties and mixed models', mixed],
    ['in close groups', clustered],
  ])('equals a full double-precision sort of vectors that are %s', async (_, create) => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.integer({ min: 65, max: 400 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 0.3, 0.6, 0.99),
        fc.constantFrom(1, 3, 50),
        async (seed, count, top, clapWeight, every) => {
          const embeddings = create(count, seed);
          const query = queryOf(embeddingOf(seed % 9, { clapModel: seed % 3 ? 'clap' : null }), clapWeight);
          const keep = every === 1 ? undefined : (item: Item) => item.order % every === 0;
          const hits = await search(large(embeddings), query, top, keep);
          expect(plain(hits)).toEqual(bruteForce(embeddings, query, keep).slice(0, top));
        },
      ),
      { numRuns: rounds(30, 1000) },
    );
  });

  test('equals the search of the same rows before the matrix was large: order of the library, least score, percentiles', async () => {
    const embeddings = mixed(300, 3);
    const [small, coded] = [matrixOf(embeddings), large(embeddings)];
    const query = queryOf(embeddingOf(17));
    const scales = await createLocalScales(small).of(query);
    for (const options of [{ scales }, { minScore: 0.05 }, { scales, minScore: -0.02 }, {}]) {
      const find = (matrix: Matrix<Item>) =>
        searchMatrix(matrix, query, { ...options, top: 30, order: (item) => item.order, withPercentiles: true });
      const [expected, found] = [await find(small), await find(coded)];
      expect(plain(found)).toEqual(plain(expected));
      for (const [place, { percentile }] of found.entries())
        expect(Math.abs((percentile ?? 0) - (expected[place]?.percentile ?? 0))).toBeLessThan(0.03);
    }
  });

  test('has local scales like those of a small matrix', async () => {
    const embeddings = clustered(200, 4);
    const query = queryOf(embeddingOf(3));
    const [small, coded] = [matrixOf(embeddings), large(embeddings)];
    const [expected, found] = [await createLocalScales(small).of(query), await createLocalScales(coded).of(query)];
    for (const row of embeddings.keys()) {
      const serial = (matrix: Matrix<Item>) => matrix.chunks[Math.floor(row / 64)]?.serials[row % 64] ?? 0;
      expect(found?.scaleOf(row, serial(coded))).toBeCloseTo(expected?.scaleOf(row, serial(small)) ?? 0, 2);
    }
  });

  test('sees what was added, replaced and removed, before and after it became large', async () => {
    const embeddings = Array.from({ length: 200 }, (_, seed) => embeddingOf(seed));
    const matrix = large(embeddings);
    const query = queryOf(embeddingOf(5));
    expect((await search(matrix, query, 1))[0]?.order).toBe(5);
    matrix.remove(5);
    expect((await search(matrix, query, 200)).map(({ order }) => order)).not.toContain(5);
    const row = matrix.add(pack(embeddingOf(5)), embeddingOf(5), { order: 1000, embedding: embeddingOf(5) });
    const [best] = await search(matrix, query, 1);
    expect([best?.order, best?.score, matrix.read(row)]).toEqual([1000, expect.closeTo(1, 6), pack(embeddingOf(5))]);
    expect(matrix.read(150)).toEqual(pack(embeddingOf(150)));
  });

  test('is right while rows are replaced', async () => {
    const embeddings = Array.from({ length: 3000 }, (_, seed) => embeddingOf(seed));
    const matrix = large(embeddings);
    const query = queryOf(embeddingOf(7));
    const searches = Array.from({ length: 8 }, () => search(matrix, query, 3));
    for (let row = 100; row < 2000; row++) {
      if (row % 100 === 0) await yieldToEventLoop();
      matrix.remove(row);
      matrix.add(pack(embeddingOf(row)), embeddingOf(row), { order: row, embedding: embeddingOf(row) });
    }
    for (const hits of await Promise.all(searches)) expect(hits[0]?.order).toBe(7);
    expect(plain(await search(matrix, query, 3))).toEqual(bruteForce(embeddings, query).slice(0, 3));
  });

  const fail = () => {
    throw new Error('ENOSPC');
  };
  test.each([
    ['the disk is full', () => vi.spyOn(fs, 'writeSync').mockImplementation(fail)],
    ['the disk takes a part of each', () => vi.spyOn(fs, 'writeSync').mockImplementation(() => 100)],
    ['there is no folder for temporary files', () => vi.spyOn(fs, 'mkdtempSync').mockImplementation(fail)],
  ])('keeps rows in memory if %s', async (_, injectFault) => {
    const embeddings = Array.from({ length: 130 }, (_, seed) => embeddingOf(seed));
    const fault = injectFault();
    const matrix = large(embeddings);
    const query = queryOf(embeddingOf(100));
    expect(plain(await search(matrix, query, 5))).toEqual(bruteForce(embeddings, query).slice(0, 5));
    fault.mockRestore();
    expect(matrix.read(100)).toEqual(pack(embeddingOf(100)));
  });
});
