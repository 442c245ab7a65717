import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';

const NAME = 'fetch.lock';

/**
 * Runs `work` while no other process of this machine does the same to `folder`: two that append to one half-downloaded
 * file would only spoil it. What a killed process left behind counts for nothing.
 *
 * @throws UserError `busy` where another process is at it
 */
export async function withFetchLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const path = join(folder, NAME);
  if (!(await take(path))) {
    const owner = Number(await readFile(path, 'utf8').catch(() => ''));
    if (isRunning(owner))
      throw new UserError('busy', `Another process (${owner}) is downloading to ${folder} already.`);
    await rm(path, { force: true });
    if (!(await take(path))) throw new UserError('busy', `Another process is downloading to ${folder} already.`);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** False where the lock is there already. */
async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    // Signal 0 only asks.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be asked, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
