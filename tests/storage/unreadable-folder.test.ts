import { spawnSync } from 'node:child_process';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { bundledProgram } from '../helpers/bundled-program.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { openIn } from './helpers/data-folder.ts';

const AS_ANOTHER_USER = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] as const;

/** Opens a data folder in a process of user 65534. Returns the lines that the process writes. */
function openAsAnotherUser(dataDir: string): string[] {
  const [command, ...args] = AS_ANOTHER_USER;
  const argv = [...args, process.execPath, bundledProgram('tests/storage/helpers/open-folder.ts'), dataDir];
  const { stdout, stderr } = spawnSync(command, argv, { encoding: 'utf8' });
  if (stderr) throw new Error(stderr);
  return stdout.trim().split('\n');
}

beforeEach((context) => {
  const [command, ...args] = AS_ANOTHER_USER;
  if (spawnSync(command, [...args, process.execPath, '--version']).status !== 0)
    context.skip('a process of another user cannot be started here');
});

test('a data folder of another user is rejected in one line that names its owner and its mode', async () => {
  const folder = await temporaryFolder();
  await chmod(folder, 0o700);
  const lines = openAsAnotherUser(folder);
  const access = `${folder} belongs to user 0 and group 0 and has mode 700; Soundalike runs as user 65534.`;
  expect(lines).toEqual([
    `OperatorError: The data folder cannot be used: ${folder} cannot be read (EACCES). ${access}`,
  ]);
});

test('a data folder whose libraries are unreadable as a whole is rejected, too', async () => {
  const folder = await temporaryFolder();
  await chmod(folder, 0o777);
  await mkdir(path.join(folder, 'guilds'), { mode: 0o700 });
  expect(openAsAnotherUser(folder)).toEqual([
    expect.stringMatching(/^OperatorError: .*guilds cannot be read \(EACCES\)/),
  ]);
});

test('a data folder that cannot be created names the folder in which it would be', async () => {
  const above = await temporaryFolder();
  await chmod(above, 0o755);
  const lines = openAsAnotherUser(path.join(above, 'not', 'there'));
  expect(lines).toEqual([
    expect.stringMatching(/^OperatorError: The data folder .*there cannot be used: EACCES.* has mode 755; /),
  ]);
  expect(lines.join()).toContain(`${above} belongs to user 0`);
});

test('a link to a disk that is not mounted is named', async () => {
  const folder = await temporaryFolder();
  const link = path.join(folder, 'data');
  await symlink('/mnt/not-mounted', link);
  await expect(openIn(link)).rejects.toMatchObject({
    name: 'OperatorError',
    message: expect.stringContaining('It is a link to /mnt/not-mounted, which does not exist'),
  });
});

test('members of a server whose files are unreadable are told so, and other servers are served', async () => {
  const folder = await temporaryFolder();
  await chmod(folder, 0o755);
  await mkdir(path.join(folder, 'guilds', '1'), { recursive: true });
  await mkdir(path.join(folder, 'guilds', '2'), { mode: 0o700 });
  const lines = openAsAnotherUser(folder);
  expect(lines).toContain('1: 0 sounds');
  expect(lines).toContain('warn: the library of a server cannot be read');
  expect(lines).toContainEqual(expect.stringMatching(/^2: UserError: I can’t read this server’s sounds/));
});
