import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openTemporaryFiles, removeFiles } from '../../src/files/temporary-files.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

test('what a killed process left is removed at the start, and everything at the end', async () => {
  const dataDir = await temporaryFolder();
  await mkdir(path.join(dataDir, 'temporary'));
  await writeFile(path.join(dataDir, 'temporary', 'left'), '');
  const files = await openTemporaryFiles(dataDir);
  expect(await readdir(dataDir)).toEqual([]);
  await files.write((file) => writeFile(file, ''));
  expect(await readdir(path.join(dataDir, 'temporary'))).toHaveLength(1);
  await files.close();
  expect(await readdir(dataDir)).toEqual([]);
});

test('a file that cannot be written leaves nothing', async () => {
  const dataDir = await temporaryFolder();
  const files = await openTemporaryFiles(dataDir);
  const failing = files.write(async (file) => {
    await writeFile(file, 'half');
    throw new Error('the connection was lost');
  });
  await expect(failing).rejects.toThrow('the connection was lost');
  expect(await readdir(path.join(dataDir, 'temporary'))).toEqual([]);
});

test('a file is written elsewhere if the disk of the data folder is full', async () => {
  const dataDir = await temporaryFolder();
  const files = await openTemporaryFiles(dataDir);
  onTestFinished(() => files.close());
  const written = await files.write(async (file) => {
    if (file.startsWith(dataDir)) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    await writeFile(file, 'all');
    return file;
  });
  expect(path.relative(dataDir, written)).toMatch(/^\.\./);
});

test('a file is removed with the files that were made from it', async () => {
  const folder = await temporaryFolder();
  for (const name of ['a', 'a-0', 'a-1', 'b']) await writeFile(path.join(folder, name), '');
  await removeFiles(path.join(folder, 'a'));
  expect(await readdir(folder)).toEqual(['b']);
});

test('a temporary folder that could not be made is made for the next file', async () => {
  const [dataDir, system] = [await temporaryFolder(), await temporaryFolder()];
  const files = await openTemporaryFiles(dataDir);
  onTestFinished(() => files.close());
  onTestFinished(() => void vi.unstubAllEnvs());
  const write = () =>
    files.write(async (file) => {
      if (file.startsWith(dataDir)) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      return file;
    });
  vi.stubEnv('TMPDIR', path.join(system, 'missing'));
  await expect(write()).rejects.toMatchObject({ code: 'ENOENT' });
  vi.stubEnv('TMPDIR', system);
  expect(await write()).toContain(system);
});
