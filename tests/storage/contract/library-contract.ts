import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { embeddingOf, newSound, queryOf } from '../helpers/sounds.ts';
import type { NewPlace } from './place.ts';

/** Defines the tests of one library, which every store passes. */
export function libraryContract(newPlace: NewPlace): void {
  describe('a library', () => {
    test('returns what was added, also after it is opened again', async () => {
      const place = await newPlace();
      const before = await place.open();
      const given = newSound(1, {
        label: 'Überraschung \u2028 "dog"',
        messageUrl: 'https://discord.com/channels/1/2/3',
      });
      const added = await (await before.open('1')).change((writer) => writer.add(given));
      await before.close();

      const library = await (await place.open()).open('1');
      expect(library.list()).toEqual([added]);
      expect(library.get(added.id)).toEqual(added);
      expect(library.embedding(added.id)).toEqual(given.embedding);
      expect(await library.audio(added.id)).toEqual(Buffer.from(given.audio));
      expect(added).toMatchObject({ label: given.label, seconds: 1.5, bytes: given.audio.length, clapModel: 'clap' });
      expect(library.problems).toEqual([]);
    });

    test('stores a sound without a CLAP block', async () => {
      const place = await newPlace();
      const before = await place.open();
      const embedding = embeddingOf(1, { clapModel: null });
      const { id } = await (await before.open('1')).change((writer) => writer.add(newSound(1, { embedding })));
      await before.close();
      expect((await (await place.open()).open('1')).embedding(id)).toEqual(embedding);
    });

    test('stores all sounds that are added at once, in the order of the calls', async () => {
      const place = await newPlace();
      const before = await place.open();
      const library = await before.open('1');
      const seeds = Array.from({ length: 101 }, (_, seed) => seed);
      await Promise.all(seeds.map((seed) => library.change((writer) => writer.add(newSound(seed)))));
      await before.close();

      const again = await (await place.open()).open('1');
      expect(again.list().map(({ label }) => label)).toEqual(seeds.map((seed) => `sound ${seed}`));
      expect(new Set(again.list().map(({ id }) => id)).size).toBe(101);
    });

    test('edits label, tags and favorites, and nothing else', async () => {
      const place = await newPlace();
      const before = await place.open();
      const library = await before.open('1');
      const added = await library.change((writer) => writer.add(newSound(1)));
      await library.change((writer) => writer.add(newSound(2)));
      expect(await library.change((writer) => writer.edit(added.id, { label: 'new' }))).toEqual({
        ...added,
        label: 'new',
      });
      expect(await library.change((writer) => writer.edit(added.id, { tags: ['a', 'b'] }))).toEqual({
        ...added,
        label: 'new',
        tags: ['a', 'b'],
      });
      await library.change((writer) =>
        writer.edit(added.id, { favoredBy: ['7', '8'], license: 'CC0-1.0', source: 'https://example.org/' }),
      );
      const music = { stated: { tempoBpm: 98, key: 'A minor' }, collections: ['Best of'], plays: 3 };
      await library.change((writer) => writer.edit(added.id, music));
      expect(await library.change((writer) => writer.edit('nobody', { label: 'x' }))).toBeUndefined();
      await before.close();
      const again = await (await place.open()).open('1');
      expect(again.list()[0]).toEqual({
        ...added,
        label: 'new',
        tags: ['a', 'b'],
        favoredBy: ['7', '8'],
        license: 'CC0-1.0',
        source: 'https://example.org/',
        ...music,
      });
      expect(again.embedding(added.id)).toEqual(embeddingOf(1));
    });

    test('replaces an embedding', async () => {
      const place = await newPlace();
      const library = await (await place.open()).open('1');
      const added = await library.change((writer) =>
        writer.add(newSound(1, { embedding: embeddingOf(1, { clapModel: null }) })),
      );
      const other = await library.change((writer) => writer.add(newSound(2)));
      await library.change((writer) => writer.reembed(new Map([[added.id, embeddingOf(7)]])));
      expect(library.embedding(added.id)).toEqual(embeddingOf(7));
      expect(library.embedding(other.id)).toEqual(embeddingOf(2));
      expect(library.list().map(({ clapModel }) => clapModel)).toEqual(['clap', 'clap']);
      const [best] = await library.search(queryOf(embeddingOf(7)), { top: 1 });
      expect(best?.sound.id).toBe(added.id);
      expect(best?.score).toBeCloseTo(1, 6);
    });

    test('rejects an embedding with a number that is not finite, and stays unchanged', async () => {
      const library = await (await (await newPlace()).open()).open('1');
      const embedding = embeddingOf(1);
      embedding.features.zcr[3] = Number.NaN;
      await expect(library.change((writer) => writer.add(newSound(1, { embedding })))).rejects.toThrow(RangeError);
      expect(library.list()).toEqual([]);
    });

    test('rejects sounds above the limits on sounds and bytes', async () => {
      const libraries = await (await newPlace()).open({ limits: { sounds: 2, bytes: 100 } });
      const library = await libraries.open('1');
      const adding = [1, 2, 3].map((seed) => library.change((writer) => writer.add(newSound(seed))));
      const results = await Promise.allSettled(adding);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
      await expect(library.change((writer) => writer.add(newSound(4)))).rejects.toThrow(UserError);
      const other = await libraries.open('2');
      await expect(
        other.change((writer) => writer.add(newSound(1, { audio: new Uint8Array(101) }))),
      ).rejects.toMatchObject({ kind: 'limit' });
    });

    test('lists sounds in the order in which they were added, also after removals', async () => {
      const place = await newPlace();
      const before = await place.open();
      const library = await before.open('1');
      await Promise.all(
        Array.from({ length: 100 }, (_, seed) => library.change((writer) => writer.add(newSound(seed)))),
      );
      const early = library.list()[10];
      await library.change((writer) => writer.remove([early?.id ?? '']));
      await library.change((writer) => writer.add(newSound(100)));
      const expected = Array.from({ length: 101 }, (_, seed) => `sound ${seed}`).filter(
        (label) => label !== 'sound 10',
      );
      expect(library.list().map(({ label }) => label)).toEqual(expected);
      await before.close();
      const again = await (await place.open()).open('1');
      expect(again.list().map(({ label }) => label)).toEqual(expected);
    });

    test('deletes the audio and the vector of a removed sound', async () => {
      const place = await newPlace();
      const library = await (await place.open()).open('1');
      const kept = await library.change((writer) => writer.add(newSound(1)));
      const removed = await library.change((writer) => writer.add(newSound(2)));
      expect(await library.change((writer) => writer.remove([removed.id]))).toEqual([removed]);
      expect(await library.change((writer) => writer.remove([removed.id]))).toEqual([]);
      expect(library.get(removed.id)).toBeUndefined();
      expect(await library.audio(removed.id)).toBeUndefined();
      expect(library.bytes).toBe(kept.bytes);
      const hits = await library.search(queryOf(embeddingOf(2)), { top: 5 });
      expect(hits.map(({ sound }) => sound.id)).toEqual([kept.id]);
    });

    test('keeps the name of an upload, whatever it contains', async () => {
      const place = await newPlace();
      const before = await place.open();
      const library = await before.open('1');
      const names = ['../../evil.mp3', 'x.sh', 'noise.OGG', '.wav', 'a\u0000b.flac', '', '\ud800.wav'];
      for (const fileName of names) await library.change((writer) => writer.add(newSound(1, { fileName })));
      await before.close();
      const again = await (await place.open()).open('1');
      expect(again.list().map(({ fileName }) => fileName)).toEqual(names);
      for (const { id } of again.list()) expect(await again.audio(id)).toEqual(Buffer.from(newSound(1).audio));
    });

    test('gives the path of a file with the audio, and none for a sound that is not there', async () => {
      const library = await (await (await newPlace()).open()).open('1');
      const { id } = await library.change((writer) => writer.add(newSound(1)));
      const file = (await library.audioPath(id)) ?? '';
      expect(await readFile(file)).toEqual(Buffer.from(newSound(1).audio));
      expect(await library.audioPath('nothing')).toBeUndefined();
      expect(await library.audio('nothing')).toBeUndefined();
    });

    test('copies audio from a file, which stays where it is', async () => {
      const file = path.join(await temporaryFolder(), 'upload');
      await writeFile(file, 'bytes of an upload');
      const library = await (await (await newPlace()).open()).open('1');
      const audio = { path: file, bytes: 18, hash: 'a'.repeat(64) };
      const { id } = await library.change((writer) => writer.add({ ...newSound(1), audio }));
      expect(await library.audio(id)).toEqual(await readFile(file));
      expect(library.get(id)).toMatchObject({ bytes: 18, hash: audio.hash });
    });
  });
}
