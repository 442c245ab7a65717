import { describe, expect, test } from 'vitest';
import { pack } from '../../../src/engine/embedding.ts';
import { embeddingOf, newSound, queryOf } from '../helpers/sounds.ts';
import type { NewPlace } from './place.ts';

/** Defines the tests of searches, which every store passes. */
export function searchContract(newPlace: NewPlace): void {
  describe('a search', () => {
    test('returns the order and the scores of a sort by double-precision dot products, after reopening too', async () => {
      const place = await newPlace();
      const before = await place.open();
      const library = await before.open('1');
      const seeds = Array.from({ length: 40 }, (_, seed) => seed % 35);
      await library.change(async (writer) => {
        for (const seed of seeds) await writer.add(newSound(seed));
        await writer.remove([library.list()[3]?.id ?? '']);
      });
      const query = queryOf(embeddingOf(100));
      const scoreOf = (seed: number) =>
        pack(embeddingOf(seed)).reduce((sum, value, place) => sum + value * (query.vector[place] ?? 0), 0);
      const expected = seeds
        .filter((_, place) => place !== 3)
        .map((seed) => ({ label: `sound ${seed}`, score: scoreOf(seed) }))
        .sort((a, b) => b.score - a.score);
      const found = async (opened: typeof library) =>
        (await opened.search(query, { top: 100 })).map(({ sound: { label }, score }) => ({ label, score }));
      expect(await found(library)).toEqual(expected);
      await before.close();
      const again = await (await place.open()).open('1');
      expect(await found(again)).toEqual(expected);
      const relative = await again.search(query, { top: 3, order: 'library', withPercentiles: true });
      expect(relative.map(({ percentile }) => percentile)).toEqual([0, 1, 2].map(() => expect.any(Number)));
    });

    test('skips sounds of another engine version', async () => {
      const library = await (await (await newPlace()).open()).open('1');
      await library.change((writer) => writer.add(newSound(1)));
      await library.change((writer) => writer.add(newSound(2, { embedding: embeddingOf(2, { version: '0' }) })));
      const hits = await library.search(queryOf(embeddingOf(2)), { top: 5 });
      expect(hits.map(({ sound }) => sound.label)).toEqual(['sound 1']);
    });
  });
}
