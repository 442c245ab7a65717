import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Query } from '../../../src/engine/embedding.ts';
import type { Matrix } from '../../../src/storage/matrix/matrix.ts';
import { searchMatrix } from '../../../src/storage/matrix/search-matrix.ts';
import { rounds } from '../../helpers/rounds.ts';
import { bruteForce, type Item, matrixOf, mixed, plain, search } from '../helpers/matrices.ts';
import { embeddingOf, queryOf } from '../helpers/sounds.ts';

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
