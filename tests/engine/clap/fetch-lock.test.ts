import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withFetchLock } from '../../../src/engine/clap/fetch-lock.ts';

const VISITOR = fileURLToPath(new URL('../../helpers/fetch-lock-contender.ts', import.meta.url));
const BUSY = { kind: 'busy' };
let folder: string;
let lock: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fetch-lock-'));
  lock = join(folder, 'fetch-3.lock');
});
afterEach(() => rm(folder, { recursive: true }));

const spawnEnded = async () => {
  const ended = spawn(process.execPath, ['-e', '']);
  await once(ended, 'exit');
  return ended.pid;
};
const download = () => withFetchLock(folder, async () => 'downloaded');

describe('a model of which there is a lock', () => {
  test('is downloaded by nobody else while its process runs', async () => {
    await writeFile(lock, `${process.ppid} ${hostname()}`);
    await expect(download()).rejects.toMatchObject(BUSY);
  });

  test('is downloaded once its process was killed, and no lock is left', async () => {
    await writeFile(lock, `${await spawnEnded()} ${hostname()}`);
    expect(await download()).toBe('downloaded');
    expect(await readdir(folder)).toEqual([]);
  });

  test('is downloaded though its process had the id that this one has, as in a container that was killed', async () => {
    await writeFile(lock, `${process.pid} ${hostname()}`);
    expect(await download()).toBe('downloaded');
  });

  test('is downloaded though a container that is gone was at it, once that has been silent for a while', async () => {
    await writeFile(lock, '1 another-container');
    await expect(download()).rejects.toMatchObject(BUSY);
    const past = new Date(Date.now() - 60_000);
    await utimes(lock, past, past);
    expect(await download()).toBe('downloaded');
  });

  test('is downloaded by one at a time of several processes that come and go', async () => {
    const visits = Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, ['--import', 'tsx', VISITOR, folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [said, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
      expect(status).toBe(0);
      return Number(said);
    });
    expect(Math.max(...(await Promise.all(visits)))).toBeGreaterThan(1);
  });
});
