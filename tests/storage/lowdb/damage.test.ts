import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Sound } from '../../../src/storage/library.ts';
import { encodeSegment } from '../../../src/storage/lowdb/segment-format.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { openIn } from '../helpers/data-folder.ts';
import { folderWith, inspect } from '../helpers/kept-library.ts';
import { newSound } from '../helpers/sounds.ts';
import { tornWrites } from '../helpers/torn-writes.ts';

/** Returns `count` byte offsets that are evenly spaced over `length` bytes. */
function offsets(length: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.floor((index * length) / count));
}

describe('a library loses nothing', () => {
  // This test truncates each file at a few offsets; `npx tsx bench/reliability-kill.ts` truncates each at 200.
  test('when its file or the second copy was cut off anywhere', async () => {
    const { dataDir } = await folderWith(3);
    expect(await tornWrites(dataDir, '1', 20)).toBe(2 * 20);
  });

  test('when a byte of its file was changed anywhere', async () => {
    const { dataDir, file, sounds } = await folderWith(2);
    const whole = await readFile(file);
    for (const offset of offsets(whole.length, 40)) {
      const damaged = Buffer.from(whole);
      damaged[offset] = (damaged[offset] ?? 0) ^ 0x10;
      await writeFile(file, damaged);
      expect(await inspect(dataDir, (library) => library.list())).toEqual(sounds);
    }
  });

  test.each([
    ['zeros', Buffer.alloc(5000)],
    ['nothing', Buffer.alloc(0)],
    ['other JSON', Buffer.from('{"sounds":[]}')],
  ])('when its file holds %s', async (_name, bytes) => {
    const { dataDir, file, sounds } = await folderWith(2);
    await writeFile(file, bytes);
    expect(await inspect(dataDir, (library) => library.list())).toEqual(sounds);
  });

  test('when its file is gone', async () => {
    const { dataDir, file, sounds } = await folderWith(2);
    await rm(file);
    expect(await inspect(dataDir, (library) => library.list())).toEqual(sounds);
  });

  test('when a crash left half a temporary file', async () => {
    const { dataDir, file, sounds } = await folderWith(2);
    await writeFile(`${file}.tmp`, '{"version":1,"sha');
    await inspect(dataDir, async (library) => {
      expect(library.list()).toEqual(sounds);
      await library.change((writer) => writer.add(newSound(9)));
    });
    expect(await inspect(dataDir, (library) => library.size)).toBe(3);
  });
});

describe('a damaged file', () => {
  test('is moved into quarantine unchanged, and reported', async () => {
    const { dataDir, folder, file } = await folderWith(2);
    await writeFile(file, 'garbage');
    const problems = await inspect(dataDir, (library) => library.problems);
    expect(problems).toEqual([
      expect.stringMatching(/^segment-0000\.json: is damaged: .*quarantine and use its second copy$/),
    ]);
    const [kept = ''] = await readdir(path.join(folder, 'quarantine'));
    expect(kept).toMatch(/^segment-0000\.json\./);
    expect(await readFile(path.join(folder, 'quarantine', kept), 'utf8')).toBe('garbage');
    // The problem is reported until the operator removes the file from quarantine.
    expect(await inspect(dataDir, (library) => library.problems)).toEqual([expect.stringMatching(/^quarantine: 1 /)]);
  });

  test('whose second copy is damaged too loses its own sounds only, and is not overwritten', async () => {
    const { dataDir, folder, file, copy, sounds } = await folderWith(66);
    await writeFile(file, 'garbage');
    await writeFile(copy, 'garbage too');
    await inspect(dataDir, async (library) => {
      expect(library.list()).toEqual(sounds.slice(64));
      expect(library.problems).toContainEqual(expect.stringContaining('neither copy can be read'));
      await library.change((writer) => writer.add(newSound(100)));
    });
    expect(await inspect(dataDir, (library) => library.size)).toBe(3);
    const aside = await readdir(path.join(folder, 'quarantine'));
    expect(aside.filter((name) => name.startsWith('segment-'))).toHaveLength(2);
    // The audio files of the lost sounds are in quarantine too, so that the operator can add them again.
    expect(aside.filter((name) => name.endsWith('.wav'))).toHaveLength(64);
  });

  test('does not affect another guild', async () => {
    const { dataDir, file, copy } = await folderWith(1);
    const libraries = await openIn(dataDir);
    const other = await libraries.open('2');
    await other.change((writer) => writer.add(newSound(5)));
    await libraries.close();
    await writeFile(file, '');
    await writeFile(copy, '');
    expect((await (await openIn(dataDir)).open('2')).size).toBe(1);
  });
});

describe.runIf(process.platform === 'linux')('a file that the disk cannot read', () => {
  /** Replaces `file` by one that cannot be read: reading it fails with EIO, as at a bad sector of a disk. */
  const makeUnreadable = async (file: string) => {
    await rm(file);
    await symlink('/proc/self/mem', file);
  };

  test.each(['file', 'copy'] as const)('loses no sounds if the other copy can be read: the %s', async (which) => {
    const kept = await folderWith(2);
    await makeUnreadable(kept[which]);
    await inspect(kept.dataDir, async (library) => {
      expect(library.list()).toEqual(kept.sounds);
      await library.change((writer) => writer.add(newSound(9)));
    });
    expect(await readFile(kept.file)).toEqual(await readFile(kept.copy));
    expect(await inspect(kept.dataDir, (library) => library.size)).toBe(3);
  });

  test('is not moved while the other copy is damaged', async () => {
    const { dataDir, folder, file, copy } = await folderWith(2);
    await makeUnreadable(file);
    await writeFile(copy, 'garbage');
    const libraries = await openIn(dataDir);
    await expect(libraries.open('1')).rejects.toMatchObject({ code: 'EIO' });
    expect(await readdir(folder)).toContain(path.basename(file));
    expect(await readdir(path.join(folder, 'audio'))).toHaveLength(2);
  });
});

test('audio that a crash left under a temporary name is removed, or renamed if it has a record', async () => {
  const { dataDir, folder, sounds } = await folderWith(2);
  const [one, two] = sounds;
  const audio = path.join(folder, 'audio');
  const orphan = 'f'.repeat(20);
  await writeFile(path.join(audio, `${orphan}.mp3.new`), 'added, but its record was not');
  await writeFile(path.join(audio, `${orphan}.ogg.gone`), 'removed, and its record was');
  await writeFile(path.join(audio, `${orphan}.flac`), 'nobody knows');
  const rename = async (sound: Sound | undefined, state: string) => {
    const file = path.join(audio, `${sound?.id}.wav`);
    await writeFile(`${file}${state}`, await readFile(file));
    await rm(file);
  };
  await rename(one, '.new');
  await rename(two, '.gone');
  await inspect(dataDir, async (library) => {
    expect(await library.audio(one?.id ?? '')).toEqual(Buffer.from('audio of sound 0'));
    expect(await library.audio(two?.id ?? '')).toEqual(Buffer.from('audio of sound 1'));
  });
  expect((await readdir(audio)).sort()).toEqual(sounds.map(({ id }) => `${id}.wav`).sort());
  expect(await readdir(path.join(folder, 'quarantine'))).toEqual([`${orphan}.flac`]);
});

test('a library of a later version is rejected and not changed', async () => {
  const dataDir = await temporaryFolder();
  const folder = path.join(dataDir, 'guilds', '1');
  await mkdir(folder, { recursive: true });
  const bytes = encodeSegment([], 999);
  await writeFile(path.join(folder, 'segment-0000.json'), bytes);
  const libraries = await openIn(dataDir);
  await expect(libraries.open('1')).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining('Update'),
  });
  expect(await readFile(path.join(folder, 'segment-0000.json'))).toEqual(bytes);
});
