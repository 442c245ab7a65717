import fs from 'node:fs';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import {
  BLOCK_DIMENSIONS,
  type Embedding,
  mapFeatures,
  PACKED_DIMENSIONS,
  pack,
  type Query,
} from '../../../src/engine/embedding.ts';
import { createLocalScales } from '../../../src/storage/matrix/local-scales.ts';
import { createMatrix, type Matrix } from '../../../src/storage/matrix/matrix.ts';
import { searchMatrix } from '../../../src/storage/matrix/search-matrix.ts';
import { rounds } from '../../helpers/rounds.ts';
import { createRandom, embeddingOf, queryOf } from '../helpers/sounds.ts';

interface Item {
  readonly order: number;
  readonly embedding: Embedding;
}

function matrixOf(embeddings: readonly Embedding[], options?: { readonly largeRows: number }): Matrix<Item> {
  const matrix = createMatrix<Item>(options);
  embeddings.forEach((embedding, order) => {
    matrix.add(pack(embedding), embedding, { order, embedding });
  });
  return matrix;
}

/** Returns the result that a search must have: scores every row in double precision and sorts all of them. */
function bruteForce(embeddings: readonly Embedding[], query: Query, keep = (_item: Item) => true) {
  const scored = embeddings.flatMap((embedding, order) => {
    const item = { order, embedding };
    if (embedding.version !== query.version || !keep(item)) return [];
    const row = pack(embedding);
    const whole = embedding.clapModel !== null && embedding.clapModel === query.clapModel;
    let sum = 0;
    for (let at = whole ? 0 : BLOCK_DIMENSIONS.clap; at < PACKED_DIMENSIONS; at++)
      sum += (query.vector[at] ?? 0) * (row[at] ?? 0);
    return [{ order, score: whole ? sum : sum / (1 - query.shares.clap) }];
  });
  return scored.sort((a, b) => b.score - a.score || a.order - b.order);
}

const search = (matrix: Matrix<Item>, query: Query, top: number, filter?: (item: Item) => boolean) =>
  searchMatrix(matrix, query, { top, order: (item) => item.order, ...(filter && { filter }) });

const plain = (hits: readonly { order: number; score: number }[]) => hits.map(({ order, score }) => ({ order, score }));

/** Creates random embeddings: some are duplicates, some have no CLAP block, some are of another model or version. */
function mixed(count: number, seed: number): Embedding[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const kind = Math.floor((random() + 1) * 4);
    const clapModel = kind < 5 ? 'clap' : kind === 5 ? 'other' : null;
    const version = random() > 0.9 ? '0' : '1';
    return embeddingOf(Math.floor((random() + 1) * 40), { clapModel, version });
  });
}

describe('a search', () => {
  test('equals a full double-precision sort, with ties and mixed models', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 0.3, 0.6, 0.99),
        async (seed, count, top, clapWeight) => {
          const embeddings = mixed(count, seed);
          const query = queryOf(embeddingOf(1_000_000, { clapModel: seed % 3 ? 'clap' : null }), clapWeight);
          const hits = await search(matrixOf(embeddings), query, top);
          expect(plain(hits)).toEqual(bruteForce(embeddings, query).slice(0, top));
        },
      ),
      { numRuns: rounds(60, 2000) },
    );
  });

  test('equals the full sort if rows differ by less than the error of the estimates', async () => {
    const base = embeddingOf(1);
    const nudged = Array.from({ length: 500 }, (_, step) => {
      const rms = base.features.rms.slice();
      rms[0] = (rms[0] ?? 0) + ((step * 7919) % 500) * 1e-7;
      return { ...base, features: { ...base.features, rms } };
    });
    const query = queryOf(base);
    const hits = await search(matrixOf(nudged), query, 25);
    expect(plain(hits)).toEqual(bruteForce(nudged, query).slice(0, 25));
  });

  test('skips items that the filter rejects, few or many', async () => {
    const embeddings = mixed(1000, 5);
    const matrix = matrixOf(embeddings);
    const query = queryOf(embeddingOf(77));
    for (const every of [1, 3, 200, 2000]) {
      const keep = (item: Item) => item.order % every === every - 1;
      expect(plain(await search(matrix, query, 10, keep))).toEqual(bruteForce(embeddings, query, keep).slice(0, 10));
    }
  });

  test('scores a row without CLAP, or of another model, by its acoustic blocks alone', async () => {
    const same = embeddingOf(3);
    const matrix = matrixOf([{ ...same, clap: null, clapModel: null }, { ...same, clapModel: 'other' }, same]);
    for (const { score } of await search(matrix, queryOf(same), 3)) expect(score).toBeCloseTo(1, 6);
  });

  test('skips rows without CLAP if CLAP has all the weight', async () => {
    const matrix = matrixOf([embeddingOf(1, { clapModel: null }), embeddingOf(2)]);
    const hits = await search(matrix, queryOf(embeddingOf(1), 1), 5);
    expect(hits.map(({ order }) => order)).toEqual([1]);
  });

  test('finds nothing in an empty matrix, or if no matches are asked for', async () => {
    expect(await search(matrixOf([]), queryOf(embeddingOf(1)), 5)).toEqual([]);
    expect(await search(matrixOf([embeddingOf(1)]), queryOf(embeddingOf(1)), 0)).toEqual([]);
  });

  test('rejects a query with a number that is not finite', async () => {
    const query = queryOf(embeddingOf(1));
    query.vector[5] = Number.NaN;
    await expect(search(matrixOf([embeddingOf(1)]), query, 5)).rejects.toThrow(RangeError);
  });

  test('does not affect another search that runs at the same time', async () => {
    const embeddings = Array.from({ length: 300 }, (_, seed) => embeddingOf(seed));
    // The rows are so many that the search yields to the event loop many times.
    const matrix = matrixOf(Array.from({ length: 30 }, () => embeddings).flat());
    const hits = await Promise.all([7, 42, 256].map((seed) => search(matrix, queryOf(embeddingOf(seed)), 30)));
    expect(hits.map((found) => new Set(found.map(({ order }) => order % 300)))).toEqual(
      [7, 42, 256].map((seed) => new Set([seed])),
    );
  });
});

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

  test('keeps rows in memory if the disk does not take them', async () => {
    const embeddings = Array.from({ length: 130 }, (_, seed) => embeddingOf(seed));
    const write = vi.spyOn(fs, 'writeSync').mockImplementation(() => {
      throw new Error('ENOSPC');
    });
    const matrix = large(embeddings);
    const query = queryOf(embeddingOf(100));
    expect(plain(await search(matrix, query, 5))).toEqual(bruteForce(embeddings, query).slice(0, 5));
    write.mockRestore();
    expect(matrix.read(100)).toEqual(pack(embeddingOf(100)));
  });
});

describe('a percentile', () => {
  const top = 20;
  const percentilesOf = (matrix: Matrix<Item>, query: Query) =>
    searchMatrix(matrix, query, { top, order: (item) => item.order, withPercentiles: true });
  const sounds = Array.from({ length: 25 }, (_, seed) => embeddingOf(seed));

  test('of the best match counts all other rows as lower, and never the match itself', async () => {
    const matrix = matrixOf(sounds);
    for (let seed = 100; seed < 300; seed++) {
      const [best] = await percentilesOf(matrix, queryOf(embeddingOf(seed)));
      expect(best?.percentile).toBeLessThanOrEqual(24 / 25);
    }
    const [same] = await percentilesOf(matrix, queryOf(embeddingOf(3)));
    expect([same?.item.order, same?.percentile]).toEqual([3, 24 / 25]);
  });

  test('does not count rows that were removed', async () => {
    const matrix = matrixOf(sounds);
    for (const row of [10, 11, 12, 13]) matrix.remove(row);
    const [same] = await percentilesOf(matrix, queryOf(embeddingOf(3)));
    expect(same?.percentile).toBe(20 / 21);
    for (const row of [14, 15]) matrix.remove(row);
    expect((await percentilesOf(matrix, queryOf(embeddingOf(3))))[0]?.percentile).toBeUndefined();
  });
});
