import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { samplePath } from '../helpers/samples.ts';
import { answer, ranking, refusal, startWorld } from './world.ts';

/** A disk of its own, of a megabyte; undefined where this user may not mount one. */
async function smallDisk(): Promise<string | undefined> {
  const folder = await mkdtemp(path.join(tmpdir(), 'soundalike-disk-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  return folder;
}

test('a disk that is full or may not be written to is told members, who go on searching', async (context) => {
  const dataDir = await smallDisk();
  if (!dataDir) return context.skip('a small disk cannot be mounted here');
  const world = await startWorld({ dataDir });
  const upload = async (name: string) => {
    const ada = world.playground.member('ada');
    return ada.upload(`${name}.flac`, await readFile(samplePath(name)));
  };
  const add = async (name: string) => world.playground.member('ada').slash('add', { audio: await upload(name) });
  const works = async () => {
    const audio = await upload('drum_roll');
    const found = ranking(await answer(world.playground.member('ada').slash('search', { audio })));
    expect(found.map(({ label }) => label)).toEqual(['drum_cowbell']);
  };
  await answer(await add('drum_cowbell'));

  await writeFile(path.join(dataDir, 'filler'), Buffer.alloc(2 ** 20)).catch(() => {});
  expect(await refusal(await add('ambi_choir'))).toMatch(/full/);
  await works();
  await rm(path.join(dataDir, 'filler'));

  execFileSync('mount', ['-o', 'remount,ro', dataDir]);
  expect(await refusal(await add('ambi_choir'))).toMatch(/may not write/);
  await works();
  expect(await refusal(world.playground.member('ada').slash('remove', { sound: 'drum_cowbell' }))).toMatch(
    /may not write/,
  );
  await world.close();
}, 120_000);
