import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { encodeAudio } from '../helpers/encode-audio.ts';
import { melody } from '../helpers/melody.ts';
import { wav } from '../helpers/signals.ts';
import { sharedFolder } from '../helpers/temporary-folder.ts';
import { openIn } from '../storage/helpers/data-folder.ts';
import { soundalike as runSoundalike } from './soundalike.ts';

const RATE = 22_050;
const song = melody(1, 8, RATE);

const folder = sharedFolder();
const library = join(folder, 'library');
beforeAll(async () => {
  await writeFile(join(folder, 'song.wav'), wav(song, RATE));
  await writeFile(join(folder, 'copy.mp3'), await encodeAudio(song, RATE, 'mp3'));
  await writeFile(join(folder, 'excerpt.wav'), wav(song.slice(2 * RATE, 7 * RATE), RATE));
  await writeFile(join(folder, 'other.wav'), wav(melody(2, 8, RATE), RATE));
});

/** Runs the command line on the library, in the folder with the files. */
const soundalike = (...args: string[]) =>
  runSoundalike([...args, '--library', library, '--clap', 'off'], { DECODER: 'wasm', THREADS: '1' }, folder);

const namesOf = (groups: readonly { relation: string; sounds: readonly { fileName: string }[] }[]) =>
  groups.map(({ relation, sounds }) => [relation, sounds.map(({ fileName }) => fileName).sort()]);

test('add says what a sound is to the others', async () => {
  const { status, stdout } = await soundalike('add', 'song.wav', 'other.wav');
  expect([status, stdout]).toEqual([0, 'song added (8.00 s)\nother added (8.00 s)\n']);
  const second = await soundalike('add', 'copy.mp3', 'excerpt.wav');
  expect(second.status).toBe(0);
  expect(second.stdout).toMatch(
    /^ {2}copy is the same recording as (song|excerpt)$|copy is the same recording as song/m,
  );
  expect(second.stdout).toMatch(/^ {2}excerpt is an excerpt of (song|copy): 0:02 to 0:07$/m);
}, 60_000);

test('add adds the very same file only with --again, and says so', async () => {
  const { status, stdout } = await soundalike('add', 'song.wav');
  expect([status, stdout]).toEqual([0, 'song.wav: not added, it is exactly the same file as song (--again adds it)\n']);
  const json = JSON.parse((await soundalike('add', 'song.wav', '--json')).stdout);
  expect(json).toEqual({
    file: 'song.wav',
    sameFile: { id: expect.any(String), label: 'song', fileName: 'song.wav' },
  });
  const again = await soundalike('add', 'song.wav', '--again', '--label', 'twice');
  expect(again.stdout).toMatch(/^twice added \(8\.00 s\)\n {2}twice is the same recording as (song|copy)$/m);
}, 60_000);

test('duplicates prints the groups, as one document or to read', async () => {
  const { status, stdout } = await soundalike('duplicates', '--json');
  expect(status).toBe(0);
  const groups = JSON.parse(stdout);
  expect(namesOf(groups)).toEqual([
    ['same recording', ['copy.mp3', 'song.wav', 'song.wav']],
    ['excerpt', expect.arrayContaining(['excerpt.wav'])],
  ]);
  expect(groups[1]).toMatchObject({ from: expect.closeTo(2, 0), to: expect.closeTo(7, 0) });
  const readable = await soundalike('duplicates');
  expect(readable.stdout).toMatch(/^same recording: .*\nexcerpt: excerpt is an excerpt of .*: 0:02 to 0:07\n$/);
}, 60_000);

test('remove takes a label, a file name or an id, and lists the sounds if the name fits several', async () => {
  const ambiguous = await soundalike('remove', 'song.wav');
  expect(ambiguous.status).toBe(1);
  expect(ambiguous.stderr).toMatch(/^soundalike: 2 sounds are named "song\.wav"\. Give the id of one:\n/);
  const ids = [...ambiguous.stderr.matchAll(/^ {2}([0-9a-f]{20}) {2}(\w+) \(song\.wav\)$/gm)];
  expect(ids.map(([, , label]) => label)).toEqual(['song', 'twice']);

  expect(await soundalike('remove', 'twice')).toMatchObject({ status: 0, stdout: 'twice removed\n' });
  expect(JSON.parse((await soundalike('remove', 'copy.mp3', '--json')).stdout)).toMatchObject({ label: 'copy' });
  expect(await soundalike('remove', ids[0]?.[1] ?? '')).toMatchObject({ status: 0, stdout: 'song removed\n' });
  const unknown = await soundalike('remove', 'song');
  expect(unknown).toMatchObject({ status: 1, stderr: 'soundalike: There is no sound "song".\n' });
  expect((await soundalike('remove')).status).toBe(2);

  const sounds = (await (await openIn(library)).open('0')).list();
  expect(sounds.map(({ label }) => label).sort()).toEqual(['excerpt', 'other']);
}, 60_000);
