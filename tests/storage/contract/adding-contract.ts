import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { MAX_ADDED_AT_ONCE } from '../../../src/storage/library.ts';
import { embeddingOf, fingerprintOf, newSound, queryOf, searchDataOf } from '../helpers/sounds.ts';
import type { NewPlace } from './place.ts';

const sounds = (length: number, first = 0) => Array.from({ length }, (_, index) => newSound(first + index));

/** Defines the tests of adding several sounds together, which every store passes. */
export function addingContract(newPlace: NewPlace): void {
  describe('adding several sounds together', () => {
    test('stores all that belongs to each sound, in the order given', async () => {
      const place = await newPlace();
      const before = await place.open();
      const library = await before.open('1');
      await library.change((writer) => writer.add(newSound(100)));
      const added = await library.change((writer) => writer.addAll(sounds(MAX_ADDED_AT_ONCE)));
      const after = await library.change((writer) => writer.add(newSound(200)));
      expect(added.map(({ label }) => label)).toEqual(sounds(MAX_ADDED_AT_ONCE).map(({ label }) => label));
      const list = library.list();
      expect(list.slice(1)).toEqual([...added, after]);
      await before.close();

      const again = await (await place.open()).open('1');
      expect(again.list()).toEqual(list);
      for (const [seed, { id }] of added.entries()) {
        expect(again.embedding(id)).toEqual(embeddingOf(seed));
        expect(await again.audio(id)).toEqual(Buffer.from(newSound(seed).audio));
        expect(await again.fingerprint(id)).toEqual(fingerprintOf(seed));
        expect(await again.searchData(id)).toEqual(searchDataOf(seed));
      }
      const [best] = await again.search(queryOf(embeddingOf(7)), { top: 1 });
      expect(best?.sound.id).toBe(added[7]?.id);
    });

    test('adds none if together they exceed a limit', async () => {
      const libraries = await (await newPlace()).open({ limits: { sounds: 4 } });
      const library = await libraries.open('1');
      const noQuota = { sounds: null, bytes: null, soundsPerMember: null };
      const [one, two, three] = sounds(3);
      if (!one || !two || !three) throw new Error('there are three sounds');
      const bytes = one.audio.length + two.audio.length;
      const addAll = (length: number, quota = {}) =>
        library.change((writer) => writer.addAll(sounds(length), { ...noQuota, ...quota }));
      await expect(addAll(5)).rejects.toMatchObject({ code: 'libraryFull' });
      await expect(addAll(3, { bytes })).rejects.toMatchObject({ code: 'libraryFullOfAudio' });
      await expect(addAll(3, { soundsPerMember: 2 })).rejects.toMatchObject({ code: 'memberFull' });
      expect(library.size).toBe(0);
      const others = [one, two, { ...three, addedBy: { id: '7', name: 'Grace' } }];
      await library.change((writer) => writer.addAll(others, { ...noQuota, soundsPerMember: 2 }));
      expect(library.size).toBe(3);
    });

    test('adds none, and leaves no audio, if the audio of one cannot be read', async () => {
      const place = await newPlace();
      const before = await place.open();
      const library = await before.open('1');
      const missing = { path: path.join(import.meta.dirname, 'no such file'), bytes: 1, hash: 'a'.repeat(64) };
      const given = [newSound(1), { ...newSound(2), audio: missing }, newSound(3)];
      await expect(library.change((writer) => writer.addAll(given))).rejects.toThrow();
      expect(library.list()).toEqual([]);
      const { id } = await library.change((writer) => writer.add(newSound(4)));
      const file = (await library.audioPath(id)) ?? '';
      expect(await readFile(file)).toEqual(Buffer.from(newSound(4).audio));
      expect(await readdir(path.dirname(file))).toEqual([path.basename(file)]);
      await before.close();
      const again = await (await place.open()).open('1');
      expect(again.list().map(({ label }) => label)).toEqual(['sound 4']);
      expect(again.problems).toEqual([]);
    });

    test('rejects more than it can add, and does nothing for none', async () => {
      const library = await (await (await newPlace()).open()).open('1');
      const tooMany = library.change((writer) => writer.addAll(sounds(MAX_ADDED_AT_ONCE + 1)));
      await expect(tooMany).rejects.toThrow(RangeError);
      expect(await library.change((writer) => writer.addAll([]))).toEqual([]);
      expect(library.size).toBe(0);
    });
  });
}
