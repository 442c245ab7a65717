import { lstat, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { copyDurably, makeFolder, replaceFile } from '../../src/files/durable.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

test('a link in the place of the temporary file is replaced, and nothing is written through it', async () => {
  const folder = await temporaryFolder();
  const [file, victim] = [path.join(folder, 'segment.json'), path.join(folder, 'victim')];
  await writeFile(victim, 'precious');
  await symlink(victim, `${file}.tmp`);
  await replaceFile(file, Buffer.from('new'));
  expect(await readFile(victim, 'utf8')).toBe('precious');
  expect(await readFile(file, 'utf8')).toBe('new');
  expect((await lstat(file)).isSymbolicLink()).toBe(false);
});

test('a copy replaces a link and is not written through it', async () => {
  const folder = await temporaryFolder();
  const [from, to, victim] = [path.join(folder, 'from'), path.join(folder, 'to'), path.join(folder, 'victim')];
  await writeFile(from, 'new');
  await writeFile(victim, 'precious');
  await symlink(victim, to);
  await copyDurably(from, to);
  expect(await readFile(to, 'utf8')).toBe('new');
  expect(await readFile(victim, 'utf8')).toBe('precious');
});

test('a folder is made with those above it, and one that exists is left as it is', async () => {
  const folder = path.join(await temporaryFolder(), 'a', 'b', 'c');
  await makeFolder(folder);
  await writeFile(path.join(folder, 'kept'), '');
  await makeFolder(folder);
  expect(await readdir(folder)).toEqual(['kept']);
});

test('folders whose missing parents are the same can be made at the same time', async () => {
  const folder = path.join(await temporaryFolder(), 'a', 'b');
  // Which calls meet is chance, so there are many calls.
  const roots = Array.from({ length: 10 }, (_, index) => path.join(folder, String(index)));
  const chains = Array.from({ length: 9 }, (_, index) => 'c/d/e/f/g/h/i/j/k'.slice(0, 2 * index + 1));
  const folders = roots.flatMap((root) =>
    chains.flatMap((chain) => [path.join(root, chain), path.join(root, `${chain}2`)]),
  );
  await Promise.all(folders.map(makeFolder));
  for (const root of roots) expect(await readdir(root)).toEqual(['c', 'c2']);
});

test.runIf(process.platform === 'linux')('in a folder that takes no folders, the error comes at once', async () => {
  await expect(makeFolder('/proc/soundalike/data')).rejects.toMatchObject({ code: 'ENOENT' });
});
