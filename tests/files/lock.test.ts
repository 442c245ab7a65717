import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { lockFolder } from '../../src/files/lock.ts';
import { bundledProgram } from '../helpers/bundled-program.ts';
import { rounds } from '../helpers/rounds.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { openIn } from '../storage/helpers/data-folder.ts';

const HOLDER = 'tests/storage/helpers/lock-holder.ts';
const VISITOR = 'tests/storage/helpers/lock-visitor.ts';

interface ProcessOptions {
  /** Error with which every socket fails, as in folders of Windows or of a network. */
  readonly socketError?: string;
  readonly env?: Record<string, string>;
  /** Command that runs the process. */
  readonly through?: readonly [string, ...string[]];
}

/** Returns the arguments of Node.js that run a program in which every socket fails with `code`. */
async function argumentsFor(program: string, folder: string, code: string | undefined): Promise<string[]> {
  const broken = `import { Server } from 'node:net';
    Server.prototype.listen = function () {
      setImmediate(() => this.emit('error', Object.assign(new Error('no sockets'), { code: '${code}' })));
      return this;
    };`;
  const fault = code === undefined ? [] : ['--import', `data:text/javascript,${encodeURIComponent(broken)}`];
  return [...fault, bundledProgram(program), folder];
}

/** Starts another process that locks `folder`, and resolves when the folder is locked. */
async function holderOf(folder: string, { socketError, env, through }: ProcessOptions = {}): Promise<ChildProcess> {
  const [command, ...args] = [
    ...(through ?? []),
    process.execPath,
    ...(await argumentsFor(HOLDER, folder, socketError)),
  ];
  const child = spawn(command ?? '', args, { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...env } });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const ended = once(child, 'exit').then(([status]) => Promise.reject(new Error(`ended with ${status}`)));
  ended.catch(() => undefined);
  await Promise.race([once(child.stdout, 'data'), ended]);
  return child;
}

describe('a data folder', () => {
  test('can be locked by one process at a time, and the error names the folder', async () => {
    const folder = await temporaryFolder();
    await holderOf(folder);
    await expect(openIn(folder)).rejects.toMatchObject({
      name: 'OperatorError',
      kind: 'busy',
      message: expect.stringContaining(folder),
    });
  });

  test('can be locked at once after its process was killed', async () => {
    const folder = await temporaryFolder();
    const holder = await holderOf(folder);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await openIn(folder);
  });

  test('can be locked again after its release', async () => {
    const folder = await temporaryFolder();
    const first = await openIn(folder);
    await expect(openIn(folder)).rejects.toThrow('Another');
    await first.close();
    await openIn(folder);
  });

  test('is locked by only one of several processes that find the lock of a dead process', async () => {
    const folder = await temporaryFolder();
    const dead = await holderOf(folder);
    dead.kill('SIGKILL');
    await once(dead, 'exit');
    for (let round = 0; round < rounds(15, 50); round += 1) {
      const takers = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
      const won = takers.flatMap((taker) => (taker.status === 'fulfilled' ? [taker.value] : []));
      expect(won).toHaveLength(1);
      await won[0]?.();
    }
  });

  test.for([
    ['', undefined, rounds(200, 800)],
    [' in a folder without sockets', 'EIO', rounds(10, 30)],
  ] as const)('is locked by one process at a time if several try%s', async ([, socketError, times]) => {
    const folder = await temporaryFolder();
    const visits = Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, [...(await argumentsFor(VISITOR, folder, socketError)), String(times)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [said, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
      expect(status).toBe(0);
      return Number(said);
    });
    expect(Math.max(...(await Promise.all(visits)))).toBeGreaterThan(1);
  });

  test('contains no files of earlier locks', async () => {
    const folder = await temporaryFolder();
    for (let round = 0; round < 3; round += 1) await (await lockFolder(folder))();
    expect(await readdir(folder)).toEqual(['lock-3']);
  });

  test('has one lock if its long path is opened by a short link, from another temporary folder', async () => {
    const folder = path.join(await temporaryFolder(), 'long'.repeat(30));
    await mkdir(folder);
    const link = path.join(await temporaryFolder(), 'short');
    await symlink(folder, link);
    const holder = await holderOf(folder, { env: { TMPDIR: await temporaryFolder() } });
    for (const name of [link, folder]) await expect(lockFolder(name)).rejects.toThrow('Another');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const unlock = await lockFolder(link);
    await expect(lockFolder(folder)).rejects.toThrow('Another');
    await unlock();
    await (await lockFolder(folder))();
  });

  test.for(['EIO', 'ENXIO', 'EACCES', 'EPERM', 'EINVAL', 'ENOTSUP'])(
    'has one lock although sockets fail with %s for its holder, and is free at once after the holder was killed',
    async (socketError) => {
      const folder = await temporaryFolder();
      const holder = await holderOf(folder, { socketError });
      await expect(lockFolder(folder)).rejects.toThrow('Another');
      await expect(holderOf(folder, { socketError })).rejects.toThrow('ended with 1');
      holder.kill('SIGKILL');
      await once(holder, 'exit');
      await (await lockFolder(folder))();
    },
  );

  test('may be locked at once if it is a copy that was made while its original was locked', async () => {
    const [folder, copy] = [await temporaryFolder(), await temporaryFolder()];
    await holderOf(folder);
    await cp(folder, copy, { recursive: true, filter: (name) => !name.endsWith('.sock') });
    await (await lockFolder(copy))();
  });

  test('is locked if the socket of its holder is touched, although another machine cannot connect to it', async () => {
    const folder = await temporaryFolder();
    // As a virtual machine sees a folder that a bot outside uses.
    const socket = path.join(folder, 'lock-aaaaaaaa-bbbbbbbb.sock');
    await writeFile(socket, '');
    await symlink(path.basename(socket), path.join(folder, 'lock-1'));
    const timer = setInterval(() => void utimes(socket, new Date(), new Date()), 200);
    onTestFinished(() => clearInterval(timer));
    await expect(lockFolder(folder)).rejects.toThrow('Another');
  });

  test('whose lock shows no life for seconds is reported as waiting, and is locked if life then shows', async () => {
    const folder = await temporaryFolder();
    // As a crash of the machine leaves it: a socket of an earlier boot, to which nobody listens.
    const socket = path.join(folder, 'lock-aaaaaaaa-bbbbbbbb.sock');
    await writeFile(socket, '');
    await symlink(path.basename(socket), path.join(folder, 'lock-1'));
    const waits: number[] = [];
    const locked = lockFolder(folder, (seconds) => {
      waits.push(seconds);
      void utimes(socket, new Date(0), new Date(0));
    });
    await expect(locked).rejects.toThrow('Another');
    expect(waits).toEqual([30]);
  });

  test('has one lock for processes of several containers, without sockets too', async (context) => {
    if (!inject('long'))
      return context.skip('runs in npm run test:long, because a dead holder counts as alive for 30 s');
    const through = ['unshare', '--fork', '--pid', '--mount-proc', '--kill-child'] as const;
    if (spawnSync(through[0], [...through.slice(1), 'true']).status !== 0)
      return context.skip('other namespaces cannot be created here');
    const folder = await temporaryFolder();
    const holder = await holderOf(folder, { socketError: 'EIO', through });
    await expect(lockFolder(folder)).rejects.toThrow('Another');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await (await lockFolder(folder))();
  });
});
