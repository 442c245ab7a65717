import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeEach, describe, expect, test } from 'vitest';
import { withFetchLock } from '../../../src/engine/clap/fetch-lock.ts';
import { bundledProgram } from '../../helpers/bundled-program.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const CONTENDER = 'tests/helpers/fetch-lock-contender.ts';
const BUSY = { kind: 'busy' };
let folder: string;
let lock: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  lock = join(folder, 'fetch-3.lock');
});

const spawnEnded = async () => {
  const ended = spawn(process.execPath, ['-e', '']);
  await once(ended, 'exit');
  return ended.pid;
};
const lockFolder = () => withFetchLock(folder, async () => 'done');

describe('a model folder with a lock', () => {
  test('is busy while the process of the lock runs', async () => {
    await writeFile(lock, `${process.ppid} ${hostname()}`);
    await expect(lockFolder()).rejects.toMatchObject(BUSY);
  });

  test('is free once the process was killed, and no lock file is left', async () => {
    await writeFile(lock, `${await spawnEnded()} ${hostname()}`);
    expect(await lockFolder()).toBe('done');
    expect(await readdir(folder)).toEqual([]);
  });

  test('is free if the killed process had the same id as this one, as in a restarted container', async () => {
    await writeFile(lock, `${process.pid} ${hostname()}`);
    expect(await lockFolder()).toBe('done');
  });

  test('is free if a process on another machine has not updated the lock for a minute', async () => {
    await writeFile(lock, '1 another-container');
    await expect(lockFolder()).rejects.toMatchObject(BUSY);
    const past = new Date(Date.now() - 60_000);
    await utimes(lock, past, past);
    expect(await lockFolder()).toBe('done');
  });

  test('is locked by one of several processes at a time', async () => {
    const contenders = Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, [bundledProgram(CONTENDER), folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [output, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
      expect(status).toBe(0);
      return Number(output);
    });
    expect(Math.max(...(await Promise.all(contenders)))).toBeGreaterThan(1);
  });
});
