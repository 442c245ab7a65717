import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Library } from '../../../src/storage/library.ts';
import { folderWith, inspect } from '../helpers/kept-library.ts';
import { fillDiskFor, refuseToOpen } from '../helpers/refuse-to-open.ts';
import { embeddingOf, newSound, queryOf } from '../helpers/sounds.ts';

test('a change on a full disk is rejected, the library stays as it was, and later changes succeed', async () => {
  const { dataDir, file, sounds, folder } = await folderWith(2);
  await inspect(dataDir, async (library) => {
    const free = fillDiskFor(`${path.basename(file)}.tmp`);
    await expect(library.change((writer) => writer.add(newSound(3)))).rejects.toMatchObject({
      kind: 'limit',
      message: expect.stringContaining('full'),
    });
    await expect(
      library.change((writer) => writer.edit(sounds[0]?.id ?? '', { label: 'longer than before' })),
    ).rejects.toMatchObject({
      kind: 'limit',
    });
    expect(library.list()).toEqual(sounds);
    expect(await library.audio(sounds[0]?.id ?? '')).toEqual(Buffer.from('audio of sound 0'));
    expect(await library.search(queryOf(embeddingOf(1)), { top: 5 })).toHaveLength(2);
    expect(await readdir(path.join(folder, 'audio'))).toHaveLength(2);
    free();
    await library.change((writer) => writer.add(newSound(4)));
  });
  expect(await inspect(dataDir, (library) => library.list().map(({ label }) => label))).toEqual([
    'sound 0',
    'sound 1',
    'sound 4',
  ]);
});

test.runIf(process.platform !== 'win32').each(['1', 'audio'])(
  'a change that fails because too many files are open changes nothing, after a restart too: folder %s',
  async (name) => {
    const { dataDir, sounds } = await folderWith(2);
    const audioOf = (library: Library) => Promise.all(sounds.map(({ id }) => library.audio(id)));
    await inspect(dataDir, async (library) => {
      const audio = await audioOf(library);
      refuseToOpen(name);
      await expect(library.change((writer) => writer.add(newSound(3)))).rejects.toMatchObject({ code: 'EMFILE' });
      await expect(library.change((writer) => writer.remove([sounds[0]?.id ?? '']))).rejects.toMatchObject({
        code: 'EMFILE',
      });
      expect(await audioOf(library)).toEqual(audio);
    });
    await inspect(dataDir, (library) => {
      expect(library.list()).toEqual(sounds);
      expect(library.problems).toEqual([]);
    });
  },
);

test.each(['ENOSPC', 'EDQUOT'])('a removal succeeds on a full disk: %s', async (code) => {
  const { dataDir, copy, sounds } = await folderWith(2);
  await inspect(dataDir, async (library) => {
    // Simulates a disk that has no space for another file until the second copy is removed.
    refuseToOpen('segment-0000.json.tmp', code, () => existsSync(copy));
    await expect(library.change((writer) => writer.add(newSound(3)))).rejects.toMatchObject({
      message: expect.stringContaining('full'),
    });
    expect(await library.change((writer) => writer.remove([sounds[0]?.id ?? '']))).toEqual([sounds[0]]);
  });
  expect(await inspect(dataDir, (library) => library.list())).toEqual(sounds.slice(1));
});
