import { expect, test } from 'vitest';
import { varyPlaces } from '../../../src/commands/search/vary-places.ts';
import { compare } from '../../../src/engine/score.ts';
import { DEFAULT_WEIGHTS } from '../../../src/engine/weights.ts';
import { embeddingOf } from '../../storage/helpers/sounds.ts';

/** Places of families, best first: all sounds of a family have the same embedding. */
const places = Array.from({ length: 120 }, (_, i) => ({
  sound: { id: String(i) },
  family: Math.floor(i / 10),
  score: 0.9 - i / 1000,
}));
const embedding = (id: string) => embeddingOf(1 + Math.floor(Number(id) / 10));
const varied = await varyPlaces(places, embedding, compare, DEFAULT_WEIGHTS);

test('each family is among the first places once, the best place first', () => {
  expect(varied[0]).toBe(places[0]);
  expect(new Set(varied.slice(0, 10).map(({ family }) => family)).size).toBe(10);
});

test('no place is lost, and the last ones keep their order', () => {
  expect(new Set(varied)).toEqual(new Set(places));
  expect(varied.slice(100)).toEqual(places.slice(100));
});

test('sounds that do not resemble each other keep their order', async () => {
  const apart = places.slice(0, 20);
  const found = await varyPlaces(
    apart,
    (id) => embeddingOf(1000 + Number(id)),
    () => compare(embeddingOf(1), embeddingOf(1)),
    DEFAULT_WEIGHTS,
  );
  expect(found).toEqual(apart);
});
