import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { LibraryWriter, Sound } from '../../../src/storage/library.ts';
import { DEFAULT_SETTINGS } from '../../../src/storage/settings.ts';
import { embeddingOf, newSound } from '../helpers/sounds.ts';
import type { NewPlace } from './place.ts';

/** Defines the tests of changes of a library, which every store passes. */
export function changeContract(newPlace: NewPlace): void {
  describe('a change of a library', () => {
    test('is not interrupted by other changes of its guild, settings included', async () => {
      const libraries = await (await newPlace()).open();
      const library = await libraries.open('1');
      const seen: unknown[] = [];
      const first = library.change(async (writer) => {
        await writer.add(newSound(1));
        await setTimeout(20);
        seen.push(library.size, (await libraries.settings.read('1')).top);
        await writer.add(newSound(2));
      });
      const others = [library.change((writer) => writer.add(newSound(3))), libraries.settings.change('1', { top: 9 })];
      await (await libraries.open('2')).change((writer) => writer.add(newSound(4)));
      expect(library.size).toBeLessThan(3);
      await Promise.all([first, ...others]);
      expect(seen).toEqual([1, DEFAULT_SETTINGS.top]);
      expect(library.list().map(({ label }) => label)).toEqual(['sound 1', 'sound 2', 'sound 3']);
    });

    test('makes its calls one after the other, and waits for those that it did not await', async () => {
      const place = await newPlace();
      const libraries = await place.open();
      const library = await libraries.open('1');
      const calls: Promise<Sound>[] = [];
      await library.change(async (writer) => {
        for (const seed of [1, 2, 3]) calls.push(writer.add(newSound(seed)));
      });
      expect(library.size).toBe(3);
      expect(await Promise.all(calls)).toEqual(library.list());
    });

    test('keeps the changes made before it failed, and its writer cannot be used afterwards', async () => {
      const library = await (await (await newPlace()).open()).open('1');
      let leaked: LibraryWriter | undefined;
      const failing = library.change(async (writer) => {
        leaked = writer;
        await writer.add(newSound(1));
        throw new Error('changed its mind');
      });
      await expect(failing).rejects.toThrow('changed its mind');
      await expect(leaked?.add(newSound(2))).rejects.toThrow('after its change had ended');
      await library.change((writer) => writer.add(newSound(3)));
      expect(library.list().map(({ label }) => label)).toEqual(['sound 1', 'sound 3']);
    });

    test('removes several sounds at once', async () => {
      const place = await newPlace();
      const before = await place.open();
      const library = await before.open('1');
      for (let seed = 0; seed < 70; seed++) await library.change((writer) => writer.add(newSound(seed)));
      const sounds = library.list();
      const gone = sounds.filter((_, index) => index % 3 === 0);
      const ids = [...gone.map(({ id }) => id), 'nobody', gone[0]?.id ?? ''];
      expect(await library.change((writer) => writer.remove(ids))).toEqual(gone);
      const kept = sounds.filter((_, index) => index % 3 !== 0);
      expect(library.list()).toEqual(kept);
      expect(library.bytes).toBe(kept.reduce((sum, { bytes }) => sum + bytes, 0));
      await before.close();
      expect((await (await place.open()).open('1')).list()).toEqual(kept);
    });

    test('replaces several embeddings at once', async () => {
      const place = await newPlace();
      const before = await place.open();
      const library = await before.open('1');
      for (let seed = 0; seed < 5; seed++) await library.change((writer) => writer.add(newSound(seed)));
      const changed = library.list().filter((_, index) => index !== 2);
      const embeddings = new Map(changed.map(({ id }, index) => [id, embeddingOf(100 + index)]));
      const sounds = await library.change((writer) => writer.reembed(embeddings.set('nobody', embeddingOf(9))));
      expect(sounds.map(({ id }) => id)).toEqual(changed.map(({ id }) => id));
      for (const [id, embedding] of embeddings)
        expect(library.embedding(id)).toEqual(id === 'nobody' ? undefined : embedding);
      await before.close();
      const again = await (await place.open()).open('1');
      for (const { id } of changed) expect(again.embedding(id)).toEqual(embeddings.get(id));
      expect(again.list().map(({ label }) => label)).toEqual([0, 1, 2, 3, 4].map((seed) => `sound ${seed}`));
    });

    test('takes the hash of a new sound from the caller, or computes it', async () => {
      const library = await (await (await newPlace()).open()).open('1');
      const sound = newSound(1);
      const hash = createHash('sha256').update(sound.audio).digest('hex');
      expect((await library.change((writer) => writer.add(sound))).hash).toBe(hash);
      expect((await library.change((writer) => writer.add({ ...sound, hash: 'f'.repeat(64) }))).hash).toBe(
        'f'.repeat(64),
      );
    });
  });
}
