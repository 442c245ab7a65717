import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { noise, sine, wav } from '../helpers/signals.ts';
import { chunkedWav, infoChunk } from '../helpers/tagged-files.ts';
import { sharedFolder } from '../helpers/temporary-folder.ts';
import { openIn } from '../storage/helpers/data-folder.ts';
import { soundalike as runSoundalike } from './soundalike.ts';

const RATE = 22_050;
const folder = sharedFolder();
const library = join(folder, 'library');

/** Runs the command line on the library, in the folder with the files. */
const soundalike = (...args: string[]) =>
  runSoundalike([...args, '--library', library, '--clap', 'off'], { DECODER: 'wasm', THREADS: '1' }, folder);
const labelsOf = (lines: string) =>
  lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).label);

beforeAll(async () => {
  await writeFile(join(folder, 'low.wav'), wav(sine(110, 0.4, RATE), RATE));
  await writeFile(join(folder, 'high.wav'), wav(sine(3520, 0.5, RATE), RATE));
  await writeFile(join(folder, 'hiss.wav'), wav(noise(RATE, 3), RATE));
  await soundalike('add', 'low.wav', 'high.wav', 'hiss.wav');
}, 60_000);

describe('soundalike list', () => {
  test('prints the sounds that a filter describes, in its order', async () => {
    const all = await soundalike('list', '--filter', 'sort:-bright', '--json');
    // Favorites are private, and the ids of members with them.
    expect(all.stdout).not.toContain('favoredBy');
    expect([all.status, labelsOf(all.stdout)]).toEqual([0, ['hiss', 'high', 'low']]);
    const short = await soundalike('list', '--filter', 'length<1 pitch:A2');
    expect(short.stdout).toMatch(/^low: one-shot, 0\.40 s, -\d+\.\d LUFS, 110\.\d Hz\n$/);
    expect((await soundalike('list', '--filter', 'voice clipped')).stdout).toBe('No sound.\n');
  }, 60_000);

  test('measures the sounds that lack descriptors first', async () => {
    const libraries = await openIn(library);
    const opened = await libraries.open('0');
    const [first] = opened.list();
    const { descriptors } = first ?? {};
    if (!first || !descriptors) throw new Error('no sound');
    await opened.change((writer) => writer.describe(first.id, { ...descriptors, version: 'old', centroidHz: 1 }));
    await libraries.close();
    const listed = await soundalike('list', '--filter', 'bright>1 length<1', '--json');
    expect(labelsOf(listed.stdout).sort()).toEqual(['high', 'low']);
  }, 60_000);
});

test('search --filter finds only the sounds that the filter describes', async () => {
  const { status, stdout } = await soundalike('search', 'low.wav', '--filter', 'noisy:high', '--json');
  expect([status, JSON.parse(stdout).map(({ label }: { label: string }) => label)]).toEqual([0, ['hiss']]);
}, 60_000);

test('a wrong filter is a usage error that says where it is wrong', async () => {
  const { status, stderr } = await soundalike('list', '--filter', 'loop bright:loud');
  expect(status).toBe(2);
  expect(stderr).toContain('I can’t filter by “bright:loud” (character 6 of the filter). Write it like bright:high');
}, 60_000);

test('path finds a chain of similar sounds, and --csv prints a table', async () => {
  const led = await soundalike('path', 'low', 'hiss', '--steps', '1');
  expect([led.status, led.stdout]).toEqual([0, 'low\nhigh\nhiss\n']);
  const table = await soundalike('list', '--csv', '--filter', 'pitch:A2');
  expect(table.stdout.split('\r\n').slice(1)).toEqual([expect.stringMatching(/,low,.*,one-shot,/), '']);
}, 60_000);

test('add --metadata takes what the file says', async () => {
  const tags = infoChunk({ INAM: 'Door', IKEY: 'wood', ICOP: 'CC0-1.0' });
  await writeFile(join(folder, 'rec_0042.wav'), chunkedWav([['LIST', tags]], 700));
  const added = await soundalike('add', 'rec_0042.wav', '--metadata', '--json');
  expect(JSON.parse(added.stdout)).toMatchObject({ label: 'Door', tags: ['wood'], license: 'CC0-1.0' });
}, 60_000);
