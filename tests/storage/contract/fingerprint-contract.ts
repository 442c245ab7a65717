import { describe, expect, test } from 'vitest';
import { fingerprintOf, newSound, searchDataOf } from '../helpers/sounds.ts';
import type { NewPlace } from './place.ts';

const found = [{ kind: 'excerpt', of: 'b', from: 12, to: 17, id: 'x' }] as const;

/** Defines the tests of fingerprints and relations, which every store passes. */
export function fingerprintContract(newPlace: NewPlace): void {
  describe('a fingerprint', () => {
    test('and the relations that were found with it are there after reopening', async () => {
      const place = await newPlace();
      const before = await place.open();
      const compared = { fingerprint: fingerprintOf(1), found };
      const { id } = await (await before.open('1')).change((writer) => writer.add(newSound(1, { compared })));
      await before.close();
      const library = await (await place.open()).open('1');
      expect(await library.fingerprint(id)).toEqual(fingerprintOf(1));
      expect(library.get(id)?.relations).toEqual({ version: '1', found });
    });

    test('is replaced with its relations, and removed with its sound', async () => {
      const library = await (await (await newPlace()).open()).open('1');
      const { id } = await library.change((writer) => writer.add(newSound(1)));
      const compared = { fingerprint: fingerprintOf(2), found: [] };
      const related = await library.change((writer) => writer.relate(id, compared));
      expect(related?.relations).toEqual({ version: '1', found: [] });
      expect(await library.fingerprint(id)).toEqual(fingerprintOf(2));
      await library.change((writer) => writer.remove([id]));
      expect(await library.fingerprint(id)).toBeUndefined();
      expect(await library.change((writer) => writer.relate(id, compared))).toBeUndefined();
    });

    test('is missing if the sound was added without one', async () => {
      const library = await (await (await newPlace()).open()).open('1');
      const { id, relations } = await library.change((writer) => writer.add(newSound(1, { compared: null })));
      expect(relations).toBeNull();
      expect(await library.fingerprint(id)).toBeUndefined();
    });
  });

  test('the search data of many sounds are read at once, without those that have none', async () => {
    const library = await (await (await newPlace()).open()).open('1');
    const ids = await library.change(async (writer) => {
      const sounds = [newSound(1), newSound(2, { searchData: null }), newSound(3)];
      const added: string[] = [];
      for (const sound of sounds) added.push((await writer.add(sound)).id);
      return added;
    });
    const [first = '', second = '', third = ''] = ids;
    await library.change((writer) => writer.setSearchData(third, searchDataOf(4)));
    const read = await library.searchDataOf([...ids, 'unknown']);
    expect([...read].sort()).toEqual(
      [
        [first, searchDataOf(1)],
        [third, searchDataOf(4)],
      ].sort(),
    );
    await library.change((writer) => writer.setSearchData(second, searchDataOf(5)));
    expect(await library.searchDataOf([second])).toEqual(new Map([[second, searchDataOf(5)]]));
    expect(await library.searchDataOf([])).toEqual(new Map());
  });
}
