import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { duplicates } from '../../src/cli/duplicates.ts';
import { add } from '../../src/cli/library.ts';
import { type Arguments, parseArguments, UsageError } from '../../src/cli/options.ts';
import { remove } from '../../src/cli/remove.ts';
import { encodeAudio } from '../helpers/encode-audio.ts';
import { melody } from '../helpers/melody.ts';
import { wav } from '../helpers/signals.ts';
import { openIn } from '../storage/helpers/data-folder.ts';

const RATE = 22_050;
const song = melody(1, 8, RATE);

let folder: string;
let library: string;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soundalike-recordings-'));
  library = join(folder, 'library');
  await writeFile(at('song.wav'), wav(song, RATE));
  await writeFile(at('copy.mp3'), await encodeAudio(song, RATE, 'mp3'));
  await writeFile(at('excerpt.wav'), wav(song.slice(2 * RATE, 7 * RATE), RATE));
  await writeFile(at('other.wav'), wav(melody(2, 8, RATE), RATE));
});
afterAll(() => rm(folder, { recursive: true }));

const OPTIONS = ['library', 'label', 'again'] as const;

/** Runs a command of the command line in this process, and returns what it printed. @throws as the command does */
async function run(command: (args: Arguments) => Promise<boolean>, ...argv: string[]): Promise<string> {
  let printed = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  const common = ['--library', library, '--clap', 'off', '--decoder', 'wasm', '--threads', '1'];
  try {
    expect(await command(parseArguments([...argv, ...common], OPTIONS))).toBe(true);
  } finally {
    write.mockRestore();
  }
  return printed;
}

const namesOf = (groups: readonly { relation: string; sounds: readonly { fileName: string }[] }[]) =>
  groups.map(({ relation, sounds }) => [relation, sounds.map(({ fileName }) => fileName).sort()]);

test('add says what a sound is to the others', async () => {
  expect(await run(add, at('song.wav'), at('other.wav'))).toBe('song added (8.00 s)\nother added (8.00 s)\n');
  const printed = await run(add, at('copy.mp3'), at('excerpt.wav'));
  expect(printed).toMatch(/^ {2}copy is the same recording as song$/m);
  expect(printed).toMatch(/^ {2}excerpt is an excerpt of (song|copy): 0:02 to 0:07$/m);
});

test('add adds the very same file only with --again, and says so', async () => {
  const file = at('song.wav');
  const refused = `${file}: not added, it is exactly the same file as song (--again adds it)\n`;
  expect(await run(add, file)).toBe(refused);
  const sameFile = { id: expect.any(String), label: 'song', fileName: 'song.wav' };
  expect(JSON.parse(await run(add, file, '--json'))).toEqual({ file, sameFile });
  const again = await run(add, file, '--again', '--label', 'twice');
  expect(again).toMatch(/^twice added \(8\.00 s\)\n {2}twice is the same recording as (song|copy)$/m);
});

test('duplicates prints the groups, as one document or to read', async () => {
  const groups = JSON.parse(await run(duplicates, '--json'));
  expect(namesOf(groups)).toEqual([
    ['same recording', ['copy.mp3', 'song.wav', 'song.wav']],
    ['excerpt', expect.arrayContaining(['excerpt.wav'])],
  ]);
  expect(groups[1]).toMatchObject({ from: expect.closeTo(2, 0), to: expect.closeTo(7, 0) });
  const readable = await run(duplicates);
  expect(readable).toMatch(/^same recording: .*\nexcerpt: excerpt is an excerpt of .*: 0:02 to 0:07\n$/);
});

test('remove takes a label, a file name or an id, and lists the sounds if the name fits several', async () => {
  const ambiguous = await run(remove, 'song.wav').catch((error: Error) => error.message);
  expect(ambiguous).toMatch(/^2 sounds are named "song\.wav"\. Give the id of one:\n/);
  const ids = [...ambiguous.matchAll(/^ {2}([0-9a-f]{20}) {2}(\w+) \(song\.wav\)$/gm)];
  expect(ids.map(([, , label]) => label)).toEqual(['song', 'twice']);

  expect(await run(remove, 'twice')).toBe('twice removed\n');
  expect(JSON.parse(await run(remove, 'copy.mp3', '--json'))).toMatchObject({ label: 'copy' });
  expect(await run(remove, ids[0]?.[1] ?? '')).toBe('song removed\n');
  await expect(run(remove, 'song')).rejects.toMatchObject({ kind: 'not-found', message: 'There is no sound "song".' });
  await expect(run(remove)).rejects.toThrow(UsageError);

  const sounds = (await (await openIn(library)).open('0')).list();
  expect(sounds.map(({ label }) => label).sort()).toEqual(['excerpt', 'other']);
});
