import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Embedding, mapFeatures, pack } from '../../../src/engine/embedding.ts';
import { createLocalScales } from '../../../src/storage/matrix/local-scales.ts';
import { createMatrix, type Matrix } from '../../../src/storage/matrix/matrix.ts';
import { searchMatrix } from '../../../src/storage/matrix/search-matrix.ts';
import { rounds } from '../../helpers/rounds.ts';
import { createRandom, embeddingOf, middleOf, queryOf } from '../helpers/sounds.ts';

const TOP = 10;

/** Returns sounds without CLAP blocks, by a number that stands for their content. */
function randomSounds(count: number, seed = 0): Map<number, Embedding> {
  return new Map(Array.from({ length: count }, (_, i) => [i, embeddingOf(1000 * seed + i, { clapModel: null })]));
}

function matrixOf(sounds: Iterable<readonly [number, Embedding]>): Matrix<number> {
  const matrix = createMatrix<number>();
  for (const [number, embedding] of sounds) matrix.add(pack(embedding), embedding, number);
  return matrix;
}

/** Returns the numbers of the best sounds, best first. Sounds of equal rank come in the order of their numbers. */
async function ranking(matrix: Matrix<number>, query: Embedding, scaling = createLocalScales(matrix), top = TOP) {
  const scales = await scaling.of(queryOf(query));
  return (await searchMatrix(matrix, queryOf(query), { top, order: (item) => item, scales })).map(({ item }) => item);
}

describe('in the order of the library', () => {
  test('a hub, which is in nearly all plain results, is in at most 4 times its share of them', async () => {
    const sounds = randomSounds(120);
    const hub = 1000;
    sounds.set(hub, middleOf([...sounds.values()]));
    const matrix = matrixOf(sounds);
    const scaling = createLocalScales(matrix);
    let [plain, scaled] = [0, 0];
    for (const [number, embedding] of sounds) {
      if (number === hub) continue;
      const found = await searchMatrix(matrix, queryOf(embedding), { top: TOP + 1, order: (item) => item });
      if (found.some(({ item }) => item === hub)) plain++;
      if ((await ranking(matrix, embedding, scaling, TOP + 1)).includes(hub)) scaled++;
    }
    expect(plain).toBeGreaterThan(90);
    expect(scaled).toBeLessThanOrEqual(4 * TOP);
  });

  test('a sound with the vector of the query is first, however many sounds it resembles', async () => {
    const sounds = randomSounds(60);
    const hub = middleOf([...sounds.values()]);
    sounds.set(1000, hub);
    expect((await ranking(matrixOf(sounds), hub))[0]).toBe(1000);
  });

  test('the result does not depend on the order of adding, nor on sounds that were there meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 20, max: 320 }),
        fc.integer({ min: 1, max: 60 }),
        async (seed, count, gone) => {
          const query = embeddingOf(-1, { clapModel: null });
          const sounds = randomSounds(count, seed);
          const random = createRandom(seed);
          const shuffled = [...sounds].map((sound) => ({ sound, at: random() })).sort((a, b) => a.at - b.at);
          const matrix = createMatrix<number>();
          const scaling = createLocalScales(matrix);
          const passing = Array.from({ length: gone }, (_, i) => embeddingOf(-2 - i, { clapModel: null }));
          const rows = passing.map((embedding) => matrix.add(pack(embedding), embedding, -1));
          for (const [index, { sound }] of shuffled.entries()) {
            matrix.add(pack(sound[1]), sound[1], sound[0]);
            if (index === Math.floor(count / 2)) await ranking(matrix, query, scaling);
          }
          for (const row of rows) matrix.remove(row);
          expect(await ranking(matrix, query, scaling, count)).toEqual(
            await ranking(matrixOf(sounds), query, undefined, count),
          );
        },
      ),
      { numRuns: rounds(6, 100) },
    );
  });

  test('sounds with CLAP and without are ranked together', async () => {
    const sounds = [...Array(80).keys()].map((i) => [i, embeddingOf(i, { clapModel: i % 2 ? 'clap' : null })] as const);
    const found = await ranking(matrixOf(sounds), embeddingOf(3), undefined, 80);
    expect(found[0]).toBe(3);
    expect(found).toHaveLength(80);
  });
});

test('fewer than 20 sounds have no scales', async () => {
  const query = queryOf(embeddingOf(-1, { clapModel: null }));
  expect(await createLocalScales(matrixOf(randomSounds(19))).of(query)).toBeUndefined();
  expect(await createLocalScales(matrixOf(randomSounds(20))).of(query)).toBeDefined();
});

test('many copies of one recording do not push a sound that resembles it behind unrelated sounds', async () => {
  const original = embeddingOf(1, { clapModel: null });
  const other = embeddingOf(2, { clapModel: null });
  // Each block has 0.7 of the direction of the original, so the score of the take is about 0.7.
  const mix = (a: Float32Array, b: Float32Array) => a.map((x, i) => 0.7 * x + 0.71 * (b[i] ?? 0));
  const take = { ...other, features: mapFeatures((name) => mix(original.features[name], other.features[name])) };
  const sounds = randomSounds(20, 7);
  for (let copy = 0; copy < 20; copy++) sounds.set(100 + copy, original);
  expect((await ranking(matrixOf(sounds), take))[0]).toBeGreaterThanOrEqual(100);
});
