import { createHash } from 'node:crypto';
import { promises } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { UserError } from '../../src/errors.ts';
import type { LibraryWriter, Sound } from '../../src/storage/library.ts';
import { DEFAULT_SETTINGS } from '../../src/storage/settings.ts';
import { openIn, temporaryFolder } from './helpers/data-folder.ts';
import { embeddingOf, newSound, queryOf } from './helpers/sounds.ts';

describe('a library', () => {
  test('returns what was added, also after it is opened again', async () => {
    const folder = await temporaryFolder();
    const before = await openIn(folder);
    const given = newSound(1, { label: 'Überraschung \u2028 "dog"', messageUrl: 'https://discord.com/channels/1/2/3' });
    const added = await (await before.open('1')).change((writer) => writer.add(given));
    await before.close();

    const library = await (await openIn(folder)).open('1');
    expect(library.list()).toEqual([added]);
    expect(library.get(added.id)).toEqual(added);
    expect(library.embedding(added.id)).toEqual(given.embedding);
    expect(await library.audio(added.id)).toEqual(Buffer.from(given.audio));
    expect(added).toMatchObject({ label: given.label, seconds: 1.5, bytes: given.audio.length, clapModel: 'clap' });
    expect(library.problems).toEqual([]);
  });

  test('stores a sound without a CLAP block', async () => {
    const folder = await temporaryFolder();
    const before = await openIn(folder);
    const embedding = embeddingOf(1, { clapModel: null });
    const { id } = await (await before.open('1')).change((writer) => writer.add(newSound(1, { embedding })));
    await before.close();
    expect((await (await openIn(folder)).open('1')).embedding(id)).toEqual(embedding);
  });

  test('stores all sounds that are added at once, in the order of the calls', async () => {
    const folder = await temporaryFolder();
    const before = await openIn(folder);
    const library = await before.open('1');
    const seeds = Array.from({ length: 101 }, (_, seed) => seed);
    await Promise.all(seeds.map((seed) => library.change((writer) => writer.add(newSound(seed)))));
    await before.close();

    const again = await (await openIn(folder)).open('1');
    expect(again.list().map(({ label }) => label)).toEqual(seeds.map((seed) => `sound ${seed}`));
    expect(new Set(again.list().map(({ id }) => id)).size).toBe(101);
  });

  test('lists sounds in the order in which they were added, over several files and after removals too', async () => {
    const folder = await temporaryFolder();
    const before = await openIn(folder);
    const library = await before.open('1');
    await Promise.all(Array.from({ length: 100 }, (_, seed) => library.change((writer) => writer.add(newSound(seed)))));
    const early = library.list()[10];
    await library.change((writer) => writer.remove([early?.id ?? '']));
    await library.change((writer) => writer.add(newSound(100)));
    const expected = Array.from({ length: 101 }, (_, seed) => `sound ${seed}`).filter((label) => label !== 'sound 10');
    expect(library.list().map(({ label }) => label)).toEqual(expected);
    await before.close();
    expect(await readdir(path.join(folder, 'guilds', '1'))).toEqual(
      expect.arrayContaining(['segment-0000.json', 'segment-0001.json']),
    );
    const again = await (await openIn(folder)).open('1');
    expect(again.list().map(({ label }) => label)).toEqual(expected);
  });

  test('deletes the audio and the vector of a removed sound', async () => {
    const folder = await temporaryFolder();
    const library = await (await openIn(folder)).open('1');
    const kept = await library.change((writer) => writer.add(newSound(1)));
    const removed = await library.change((writer) => writer.add(newSound(2)));
    expect(await library.change((writer) => writer.remove([removed.id]))).toEqual([removed]);
    expect(await library.change((writer) => writer.remove([removed.id]))).toEqual([]);
    expect(library.get(removed.id)).toBeUndefined();
    expect(await library.audio(removed.id)).toBeUndefined();
    expect(library.bytes).toBe(kept.bytes);
    const hits = await library.search(queryOf(embeddingOf(2)), { top: 5 });
    expect(hits.map(({ sound }) => sound.id)).toEqual([kept.id]);
    expect(await readdir(path.join(folder, 'guilds', '1', 'audio'))).toEqual([`${kept.id}.wav`]);
  });

  test('edits label and tags, and nothing else', async () => {
    const folder = await temporaryFolder();
    const before = await openIn(folder);
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
    expect(await library.change((writer) => writer.edit('nobody', { label: 'x' }))).toBeUndefined();
    await before.close();
    const again = await (await openIn(folder)).open('1');
    expect(again.list()[0]).toEqual({ ...added, label: 'new', tags: ['a', 'b'] });
    expect(again.embedding(added.id)).toEqual(embeddingOf(1));
  });

  test('replaces an embedding', async () => {
    const folder = await temporaryFolder();
    const library = await (await openIn(folder)).open('1');
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
    const library = await (await openIn(await temporaryFolder())).open('1');
    const embedding = embeddingOf(1);
    embedding.features.zcr[3] = Number.NaN;
    await expect(library.change((writer) => writer.add(newSound(1, { embedding })))).rejects.toThrow(RangeError);
    expect(library.list()).toEqual([]);
  });

  test('rejects sounds above the limits on sounds and bytes', async () => {
    const libraries = await openIn(await temporaryFolder(), { limits: { sounds: 2, bytes: 100 } });
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

  test('names audio files by id, not by the name of the upload', async () => {
    const folder = await temporaryFolder();
    const library = await (await openIn(folder)).open('1');
    const names = ['../../evil.mp3', 'x.sh', 'noise.OGG', '.wav', 'a\u0000b.flac', ''];
    for (const fileName of names) await library.change((writer) => writer.add(newSound(1, { fileName })));
    const files = await readdir(path.join(folder, 'guilds', '1', 'audio'));
    for (const file of files) expect(file).toMatch(/^[0-9a-f]{20}\.(mp3|bin|ogg|flac)$/);
    expect(library.list().map(({ fileName }) => fileName)).toEqual(names);
  });
});

describe('a change of a library', () => {
  test('is not interrupted by other changes of its guild, settings included', async () => {
    const libraries = await openIn(await temporaryFolder());
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
    const folder = await temporaryFolder();
    const libraries = await openIn(folder);
    const library = await libraries.open('1');
    const calls: Promise<Sound>[] = [];
    await library.change(async (writer) => {
      for (const seed of [1, 2, 3]) calls.push(writer.add(newSound(seed)));
    });
    expect(library.size).toBe(3);
    expect(await Promise.all(calls)).toEqual(library.list());
  });

  test('keeps the changes made before it failed, and its writer cannot be used afterwards', async () => {
    const library = await (await openIn(await temporaryFolder())).open('1');
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

  test('removes several sounds of several files at once', async () => {
    const folder = await temporaryFolder();
    const before = await openIn(folder);
    const library = await before.open('1');
    for (let seed = 0; seed < 70; seed++) await library.change((writer) => writer.add(newSound(seed)));
    const sounds = library.list();
    const gone = sounds.filter((_, index) => index % 3 === 0);
    const ids = [...gone.map(({ id }) => id), 'nobody', gone[0]?.id ?? ''];
    expect(await library.change((writer) => writer.remove(ids))).toEqual(gone);
    const kept = sounds.filter((_, index) => index % 3 !== 0);
    expect(library.list()).toEqual(kept);
    expect(library.bytes).toBe(kept.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(await readdir(path.join(folder, 'guilds', '1', 'audio'))).toHaveLength(kept.length);
    await before.close();
    expect((await (await openIn(folder)).open('1')).list()).toEqual(kept);
  });

  test('replaces several embeddings at once, each file written once', async () => {
    const folder = await temporaryFolder();
    const before = await openIn(folder);
    const library = await before.open('1');
    for (let seed = 0; seed < 5; seed++) await library.change((writer) => writer.add(newSound(seed)));
    const changed = library.list().filter((_, index) => index !== 2);
    const embeddings = new Map(changed.map(({ id }, index) => [id, embeddingOf(100 + index)]));
    const open = vi.spyOn(promises, 'open');
    syncBuiltinESMExports();
    onTestFinished(() => {
      open.mockRestore();
      syncBuiltinESMExports();
    });
    const sounds = await library.change((writer) => writer.reembed(embeddings.set('nobody', embeddingOf(9))));
    const written = open.mock.calls.map(([file]) => path.basename(String(file))).filter((name) => /tmp$/.test(name));
    expect(written).toEqual(['segment-0000.json.tmp', 'segment-0000.json.bak.tmp']);
    expect(sounds.map(({ id }) => id)).toEqual(changed.map(({ id }) => id));
    for (const [id, embedding] of embeddings)
      expect(library.embedding(id)).toEqual(id === 'nobody' ? undefined : embedding);
    await before.close();
    const again = await (await openIn(folder)).open('1');
    for (const { id } of changed) expect(again.embedding(id)).toEqual(embeddings.get(id));
    expect(again.list().map(({ label }) => label)).toEqual([0, 1, 2, 3, 4].map((seed) => `sound ${seed}`));
  });

  test('takes the hash of a new sound from the caller, or computes it', async () => {
    const library = await (await openIn(await temporaryFolder())).open('1');
    const sound = newSound(1);
    const hash = createHash('sha256').update(sound.audio).digest('hex');
    expect((await library.change((writer) => writer.add(sound))).hash).toBe(hash);
    expect((await library.change((writer) => writer.add({ ...sound, hash: 'f'.repeat(64) }))).hash).toBe(
      'f'.repeat(64),
    );
  });
});

describe('libraries', () => {
  test('do not show a guild the sounds of another guild', async () => {
    const folder = await temporaryFolder();
    const libraries = await openIn(folder);
    const [one, two] = await Promise.all([libraries.open('1'), libraries.open('22')]);
    const added = await Promise.all([1, 2, 3].map((seed) => one.change((writer) => writer.add(newSound(seed)))));
    const [other] = await Promise.all([two.change((writer) => writer.add(newSound(4)))]);
    expect(one.list()).toEqual(added);
    expect(two.list()).toEqual([other]);
    expect(two.get(added[0]?.id ?? '')).toBeUndefined();
    expect(await two.audio(added[0]?.id ?? '')).toBeUndefined();
    expect(await two.change((writer) => writer.remove([added[0]?.id ?? '']))).toEqual([]);
    expect(await two.search(queryOf(embeddingOf(1)), { top: 9 })).toHaveLength(1);
    expect(await libraries.guilds()).toEqual(['1', '22']);
  });

  test('are one object per guild', async () => {
    const libraries = await openIn(await temporaryFolder());
    const [first, second] = await Promise.all([libraries.open('1'), libraries.open('1')]);
    expect(first).toBe(second);
    expect(await libraries.open('1')).toBe(first);
  });

  test.each(['', '..', '1/../2', '-1', '1e3', 'abc', ' 1', '１'])('reject the guild id %j', async (guildId) => {
    const libraries = await openIn(await temporaryFolder());
    await expect(libraries.open(guildId)).rejects.toThrow(RangeError);
  });

  test('finish changes in progress before they close, and reject later ones', async () => {
    const folder = await temporaryFolder();
    const libraries = await openIn(folder);
    const library = await libraries.open('1');
    const adding = [1, 2, 3].map((seed) => library.change((writer) => writer.add(newSound(seed))));
    await libraries.close();
    await Promise.all(adding);
    await expect(library.change((writer) => writer.add(newSound(4)))).rejects.toThrow('closed');
    await expect(libraries.open('1')).rejects.toThrow('closed');
    expect((await (await openIn(folder)).open('1')).size).toBe(3);
  });

  test('finish opening before they close, because opening may repair files', async () => {
    const folder = await temporaryFolder();
    const libraries = await openIn(folder);
    for (const guildId of ['1', '2']) await (await libraries.open(guildId)).change((writer) => writer.add(newSound(1)));
    await libraries.close();
    const again = await openIn(folder);
    let running = 3;
    const readings = [again.open('1'), again.open('2', { briefly: true }), again.settings.read('1')];
    const ended = Promise.allSettled(readings.map((reading) => reading.finally(() => running--)));
    await again.close();
    expect(running).toBe(0);
    await ended;
    await expect(again.settings.read('2')).rejects.toThrow('closed');
  });

  test('write nothing for a guild that only searches', async () => {
    const folder = await temporaryFolder();
    const libraries = await openIn(folder);
    const library = await libraries.open('1');
    expect(await library.search(queryOf(embeddingOf(1)), { top: 5 })).toEqual([]);
    expect(await libraries.guilds()).toEqual([]);
  });
});
