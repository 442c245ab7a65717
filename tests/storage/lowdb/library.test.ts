import { promises } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { openIn } from '../helpers/data-folder.ts';
import { embeddingOf, newSound } from '../helpers/sounds.ts';

test('keeps 64 sounds in each segment, and deletes the audio of a removed sound', async () => {
  const folder = await temporaryFolder();
  const library = await (await openIn(folder)).open('1');
  await Promise.all(Array.from({ length: 70 }, (_, seed) => library.change((writer) => writer.add(newSound(seed)))));
  const files = () => readdir(path.join(folder, 'guilds', '1'));
  expect(await files()).toEqual(expect.arrayContaining(['segment-0000.json', 'segment-0001.json']));
  const [first, ...others] = library.list();
  await library.change((writer) => writer.remove([first?.id ?? '']));
  const audio = await readdir(path.join(folder, 'guilds', '1', 'audio'));
  expect(audio.sort()).toEqual(others.map(({ id }) => `${id}.wav`).sort());
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

test('replaces several embeddings with one write of each file', async () => {
  const folder = await temporaryFolder();
  const library = await (await openIn(folder)).open('1');
  for (let seed = 0; seed < 5; seed++) await library.change((writer) => writer.add(newSound(seed)));
  const changed = library.list().filter((_, index) => index !== 2);
  const embeddings = new Map(changed.map(({ id }, index) => [id, embeddingOf(100 + index)]));
  const written = watchWrites();
  await library.change((writer) => writer.reembed(embeddings));
  expect(written()).toEqual(['segment-0000.json.tmp', 'segment-0000.json.bak.tmp']);
});

test('adds sounds together with one write of one segment, in which all have space', async () => {
  const library = await (await openIn(await temporaryFolder())).open('1');
  await library.change((writer) => writer.add(newSound(0)));
  const written = watchWrites();
  await library.change((writer) => writer.addAll(Array.from({ length: 64 }, (_, index) => newSound(index))));
  expect(written()).toEqual(['segment-0001.json.tmp', 'segment-0001.json.bak.tmp']);
  // Later sounds fill the space that was left.
  await library.change((writer) => writer.add(newSound(65)));
  expect(written().slice(2)).toEqual(['segment-0000.json.tmp', 'segment-0000.json.bak.tmp']);
});

/** Watches which files are replaced from now on, and returns a function that returns the names of their new versions. */
function watchWrites(): () => string[] {
  const open = vi.spyOn(promises, 'open');
  syncBuiltinESMExports();
  onTestFinished(() => {
    open.mockRestore();
    syncBuiltinESMExports();
  });
  return () => open.mock.calls.map(([file]) => path.basename(String(file))).filter((name) => /tmp$/.test(name));
}
