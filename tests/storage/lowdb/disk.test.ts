import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkDataFolder } from '../../../src/storage/check-data-folder.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { openIn } from '../helpers/data-folder.ts';
import { embeddingOf, newSound, queryOf } from '../helpers/sounds.ts';

/** Mounts a disk of `kilobytes` and returns its path, or undefined if the current user may not mount a disk. */
async function smallDisk(kilobytes: number): Promise<string | undefined> {
  const folder = await temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', folder]);
  });
  return folder;
}

test('a disk that fills up rejects sounds, loses none, and allows removals', async (context) => {
  const dataDir = await smallDisk(512);
  if (!dataDir) return context.skip('a small disk cannot be mounted here');
  const libraries = await openIn(dataDir);
  const library = await libraries.open('1');
  const audio = randomBytes(20_000);
  let refusal: unknown;
  while (!refusal)
    await library.change((writer) => writer.add(newSound(library.size, { audio }))).catch((error) => (refusal = error));
  expect(refusal).toMatchObject({ name: 'UserError', kind: 'limit', message: expect.stringContaining('full') });

  const kept = library.list();
  expect(kept.length).toBeGreaterThan(3);
  expect(await readdir(path.join(dataDir, 'guilds', '1', 'audio'))).toHaveLength(kept.length);
  expect(await library.search(queryOf(embeddingOf(1)), { top: 3 })).toHaveLength(3);
  await libraries.close();

  const again = await (await openIn(dataDir)).open('1');
  expect(again.list()).toEqual(kept);
  for (const { id } of kept) expect(await again.audio(id)).toEqual(audio);
  // Fills the disk to the last byte. Removals must still succeed.
  await writeFile(path.join(dataDir, 'filler'), Buffer.alloc(2 ** 20)).catch(() => {});
  for (const { id } of kept.slice(0, 6)) await again.change((writer) => writer.remove([id]));
  await again.change((writer) => writer.add(newSound(1, { audio: audio.subarray(0, 5000) })));
});

test('a data folder that cannot be created is rejected with one line', async () => {
  const file = path.join(await temporaryFolder(), 'file');
  await writeFile(file, '');
  for (const dataDir of [file, path.join(file, 'data')])
    await expect(openIn(dataDir)).rejects.toMatchObject({
      name: 'OperatorError',
      message: expect.stringMatching(/^The data folder .*file.* cannot be used: E\w+.*$/),
    });
});

test('a read-only disk can be searched and checked, and says why it rejects sounds', async (context) => {
  const dataDir = await smallDisk(512);
  if (!dataDir) return context.skip('a small disk cannot be mounted here');
  const libraries = await openIn(dataDir);
  const added = await (await libraries.open('1')).change((writer) => writer.add(newSound(1)));
  await libraries.close();
  execFileSync('mount', ['-o', 'remount,ro', dataDir]);

  expect(await checkDataFolder(dataDir)).toEqual([]);

  const warnings: string[] = [];
  const log = { info: () => {}, warn: (_fields: object, message: string) => void warnings.push(message) };
  const library = await (await openIn(dataDir, { log })).open('1');
  expect(warnings).toEqual([expect.stringContaining('cannot be written to')]);
  const refused = {
    name: 'UserError',
    kind: 'limit',
    message: expect.stringContaining('doesn’t have permission to write'),
  };
  await expect(library.change((writer) => writer.add(newSound(2)))).rejects.toMatchObject(refused);
  await expect(library.change((writer) => writer.remove([added.id]))).rejects.toMatchObject(refused);
  expect(library.list()).toEqual([added]);
  expect(await library.audio(added.id)).toEqual(Buffer.from(newSound(1).audio));
  expect(await library.search(queryOf(embeddingOf(1)), { top: 3 })).toHaveLength(1);
});
