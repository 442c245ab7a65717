import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lockFolder } from '../../src/files/lock.ts';
import { bundleProgram } from '../helpers/bundle-program.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { openIn } from '../storage/helpers/data-folder.ts';

const HOLDER = 'tests/storage/helpers/lock-holder.ts';
const VISITOR = 'tests/storage/helpers/lock-visitor.ts';

/** Starts another process that locks `folder`, and resolves when the folder is locked. */
async function holderOf(folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [await bundleProgram(HOLDER), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child.stdout, 'data');
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
    for (let round = 0; round < 50; round += 1) {
      const takers = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
      const won = takers.flatMap((taker) => (taker.status === 'fulfilled' ? [taker.value] : []));
      expect(won).toHaveLength(1);
      await won[0]?.();
    }
  });

  test('is locked by one process at a time if several try', async () => {
    const folder = await temporaryFolder();
    const visits = Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, [await bundleProgram(VISITOR), folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [said, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
      expect(status).toBe(0);
      return Number(said);
    });
    const times = await Promise.all(visits);
    expect(Math.max(...times)).toBeGreaterThan(1);
  });

  test('contains no files of earlier locks', async () => {
    const folder = await temporaryFolder();
    for (let round = 0; round < 3; round += 1) await (await lockFolder(folder))();
    expect(await readdir(folder)).toEqual(['lock-3']);
  });

  test('may have a path that is too long for a socket', async () => {
    const folder = path.join(await temporaryFolder(), 'long'.repeat(30));
    await mkdir(folder);
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow('Another');
    await unlock();
    await (await lockFolder(folder))();
  });
});
