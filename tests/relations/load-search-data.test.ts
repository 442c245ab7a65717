import { describe, expect, it } from 'vitest';
import { loadSearchData } from '../../src/relations/load-search-data.ts';
import type { DerivedData } from '../../src/storage/derived-data.ts';
import { searchDataOf } from '../storage/helpers/sounds.ts';

/** A library of which only ids and search data matter. */
function libraryOf(ids: readonly string[], bytes = 40) {
  const derived: Map<string, DerivedData> = new Map(
    ids.map((id, seed) => [id, { ...searchDataOf(seed), data: new Uint8Array(bytes).fill(seed) }]),
  );
  const sounds = new Map(ids.map((id) => [id, { id }]));
  const reads: number[] = [];
  return {
    derived,
    sounds,
    /** Number of sounds of each read. */
    reads,
    get: (id: string) => sounds.get(id),
    list: () => [...sounds.values()],
    async searchDataOf(wanted: readonly string[]) {
      reads.push(wanted.length);
      return new Map(
        wanted.flatMap((id): [string, DerivedData][] => {
          const data = derived.get(id);
          return data ? [[id, data]] : [];
        }),
      );
    },
  };
}

const names = (count: number) => Array.from({ length: count }, (_, i) => `s${i}`);

describe('search data', () => {
  it('are read in batches, and once', async () => {
    const library = libraryOf(names(1200));
    expect((await loadSearchData(library)).size).toBe(1200);
    library.sounds.set('new', { id: 'new' });
    expect((await loadSearchData(library)).size).toBe(1200);
    expect(library.reads).toEqual([500, 500, 200, 1]);
  });

  it('that are missing are read again at the next search if they are few, and later if they are many', async () => {
    const few = libraryOf(names(10));
    few.derived.delete('s3');
    expect((await loadSearchData(few)).has('s3')).toBe(false);
    few.derived.set('s3', searchDataOf(3));
    expect((await loadSearchData(few)).has('s3')).toBe(true);
    const many = libraryOf(names(300));
    many.derived.clear();
    await loadSearchData(many);
    await loadSearchData(many);
    expect(many.reads).toEqual([300]);
  });

  it('of removed sounds leave memory, and those that stay are unchanged', async () => {
    const library = libraryOf(names(64), 2 ** 16);
    const before = await loadSearchData(library);
    const buffers = () => new Set([...before.values()].map(({ buffer }) => buffer));
    expect(buffers().size).toBe(4);
    for (const id of names(60)) library.sounds.delete(id);
    const after = await loadSearchData(library);
    expect([...after.keys()]).toEqual(['s60', 's61', 's62', 's63']);
    expect(new Set([...after.values()].map(({ buffer }) => buffer)).size).toBe(1);
    expect([...after.values()].map((bytes) => bytes[0])).toEqual([60, 61, 62, 63]);
  });
});
