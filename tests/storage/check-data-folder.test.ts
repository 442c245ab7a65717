import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { encodeChecksummedJson } from '../../src/files/checksummed-json.ts';
import { checkDataFolder } from '../../src/storage/check-data-folder.ts';
import type { Sound } from '../../src/storage/library.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { openIn } from './helpers/data-folder.ts';
import { newSound } from './helpers/sounds.ts';

interface Kept {
  readonly dataDir: string;
  readonly sounds: readonly Sound[];
  /** Returns the path of a file in the folder of guild 1. */
  readonly at: (...names: readonly string[]) => string;
}

async function healthyFolder(): Promise<Kept> {
  const dataDir = await temporaryFolder();
  const libraries = await openIn(dataDir);
  const library = await libraries.open('1');
  for (const seed of [0, 1, 2]) await library.change((writer) => writer.add(newSound(seed)));
  const sounds = library.list();
  await libraries.close();
  return { dataDir, sounds, at: (...names) => path.join(dataDir, 'guilds', '1', ...names) };
}

/** Checks a data folder, repairs it and checks it again. Returns the results and the sounds of the repaired library. */
async function examine(dataDir: string) {
  const before = await checkDataFolder(dataDir);
  expect(before.some(({ repaired }) => repaired)).toBe(false);
  const repaired = await checkDataFolder(dataDir, { repair: true });
  expect(repaired.map(({ problem }) => problem)).toEqual(before.map(({ problem }) => problem));
  const after = await checkDataFolder(dataDir);
  const libraries = await openIn(dataDir);
  const sounds = (await libraries.open('1')).list();
  await libraries.close();
  return { before, after, sounds };
}

describe('the doctor', () => {
  test('finds no issue in a healthy folder or an empty one', async () => {
    const { dataDir } = await healthyFolder();
    expect(await checkDataFolder(dataDir)).toEqual([]);
    expect(await checkDataFolder(await temporaryFolder())).toEqual([]);
  });

  test('ignores what file managers, network drives and backup programs put into every folder', async () => {
    const { dataDir, at } = await healthyFolder();
    for (const folder of [dataDir, path.join(dataDir, 'guilds'), at(), at('audio'), at('fingerprints')]) {
      await mkdir(path.join(folder, '@eaDir', 'a.flac'), { recursive: true });
      for (const name of ['.DS_Store', '._a.flac', 'Thumbs.db', 'desktop.ini', '.nfs0000000001'])
        await writeFile(path.join(folder, name), 'x');
    }
    const { before, sounds } = await examine(dataDir);
    expect(before).toEqual([]);
    expect(sounds).toHaveLength(3);
  });

  test('restores a damaged segment from its second copy', async () => {
    const { dataDir, sounds, at } = await healthyFolder();
    await writeFile(at('segment-0000.json'), 'garbage');
    const found = await examine(dataDir);
    expect(found.before).toEqual([
      {
        file: path.join('guilds', '1', 'segment-0000.json'),
        problem: expect.stringContaining('damaged'),
        remedy: expect.any(String),
        repaired: false,
      },
    ]);
    expect(found.after).toEqual([expect.objectContaining({ problem: expect.stringContaining('put aside') })]);
    expect(found.sounds).toEqual(sounds);
  });

  test('finds one changed byte in a second copy, and writes the copy again', async () => {
    const { dataDir, sounds, at } = await healthyFolder();
    const bytes = await readFile(at('segment-0000.json.bak'));
    bytes[bytes.length - 100] = (bytes.at(-100) ?? 0) ^ 1;
    await writeFile(at('segment-0000.json.bak'), bytes);
    const found = await examine(dataDir);
    expect(found.before).toHaveLength(1);
    expect(found.after).toEqual([]);
    expect(found.sounds).toEqual(sounds);
  });

  test('finds audio that is missing, damaged, in quarantine or without a sound', async () => {
    const { dataDir, sounds, at } = await healthyFolder();
    const [missing, damaged, aside] = sounds.map(({ id }) => `${id}.wav`);
    await rm(at('audio', missing ?? ''));
    await writeFile(at('audio', damaged ?? ''), 'other');
    await writeFile(at('audio', 'stray.mp3'), 'whose?');
    await writeFile(at('audio', 'half.mp3.new'), 'cut short');
    const found = await examine(dataDir);
    expect(found.before.map(({ file }) => path.basename(file)).sort()).toEqual(
      [missing, damaged, 'half.mp3.new', 'stray.mp3'].sort(),
    );
    expect((await readdir(at('quarantine'))).sort()).toEqual(['stray.mp3']);
    await rename(at('audio', aside ?? ''), at('quarantine', aside ?? ''));
    const again = await examine(dataDir);
    expect(again.before.find(({ file }) => path.basename(file) === aside)?.problem).toContain('quarantine');
    expect(await readdir(at('audio'))).toContain(aside);
  });

  test.each(['segment-0000.json', 'segment-0000.json.bak'])(
    'changes nothing if a later version wrote %s',
    async (name) => {
      const { dataDir, at } = await healthyFolder();
      await writeFile(at(name), encodeChecksummedJson(99, '"sounds":[]}'));
      const findings = await checkDataFolder(dataDir, { repair: true });
      expect(findings).toEqual([
        {
          file: path.join('guilds', '1', name),
          problem: expect.stringContaining('later version'),
          remedy: null,
          repaired: false,
        },
      ]);
      expect(await readdir(at('audio'))).toHaveLength(3);
    },
  );

  test('continues after files that cannot be read, and moves no audio while sounds are unknown', async () => {
    const { dataDir, sounds, at } = await healthyFolder();
    for (const name of ['segment-0000.json', 'segment-0000.json.bak', path.join('audio', `${sounds[0]?.id}.wav`)]) {
      await rm(at(name));
      await mkdir(at(name));
    }
    await writeFile(path.join(dataDir, 'guilds', '2'), 'not a folder');
    await mkdir(path.join(dataDir, 'guilds', '3'));
    await writeFile(path.join(dataDir, 'guilds', '3', 'segment-0000.json.tmp'), 'cut short');
    const findings = await checkDataFolder(dataDir, { repair: true });
    expect(findings.map(({ file, problem, repaired }) => [path.relative('guilds', file), problem, repaired])).toEqual([
      [path.join('1', 'segment-0000.json'), expect.stringMatching(/^cannot be read: EISDIR.*copy.*EISDIR/), false],
      ['2', 'cannot be read: ENOTDIR', false],
      [path.join('3', 'segment-0000.json.tmp'), expect.stringContaining('left over'), true],
    ]);
    expect(await readdir(at('audio'))).toHaveLength(3);
  });

  test('continues after an unreadable audio file and a repair that fails', async () => {
    const { dataDir, sounds, at } = await healthyFolder();
    for (const name of ['segment-0000.json.bak', path.join('audio', `${sounds[0]?.id}.wav`)]) {
      await rm(at(name));
      await mkdir(at(name));
    }
    const findings = await checkDataFolder(dataDir, { repair: true });
    expect(findings.map(({ problem, repaired }) => [problem, repaired])).toEqual([
      [expect.stringMatching(/^cannot be read: EISDIR; not repaired: E/), false],
      ['cannot be read: EISDIR', false],
    ]);
  });

  test('rejects a folder that a bot is running on', async () => {
    const { dataDir } = await healthyFolder();
    await openIn(dataDir);
    await expect(checkDataFolder(dataDir)).rejects.toMatchObject({ kind: 'busy' });
  });
});
