import { lstat, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { copyDurably, replaceFile } from '../../src/files/durable.ts';
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
