import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { OperatorError } from '../../errors.ts';

/** Matches the names of lock files. No name is used twice, so that the removal of a stale lock hits no other lock. */
const NAME = /^fetch-.+\.lock$/;
/** Interval in milliseconds at which the owner of a lock updates the lock file's modification time. */
const HEARTBEAT_MS = 5000;
/** Age in milliseconds after which a lock is stale, if its process runs on another machine and cannot be checked. */
const STALE_MS = 6 * HEARTBEAT_MS;
/**
 * Paths of the lock files that this process holds.
 * A process id does not identify the holder, because a container's next process may have the same id.
 */
const ownLocks = new Set<string>();

/**
 * Runs `work` while no other process works on `folder`.
 * Two processes that write to one partial download would corrupt it. The lock of a killed process is replaced.
 * @throws OperatorError `busy` if another process holds the lock
 */
export async function withFetchLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const path = await acquire(folder);
  if (path === null) throw new OperatorError('busy', `Another process is downloading to ${folder} already.`);
  const heartbeat = setInterval(() => {
    const now = new Date();
    // If the time cannot be updated because the folder is gone or read-only, the download itself reports that.
    utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await release(path);
  }
}

/**
 * Creates a lock file and returns its path; null if another process holds the lock.
 * Each process looks for other locks after it has created its own, so of two processes at least one finds the other.
 * If both find each other, neither gets the lock.
 */
async function acquire(folder: string): Promise<string | null> {
  const stale = await locksIn(folder);
  if (await isAnyHeld(stale)) return null;
  const path = join(folder, `fetch-${randomUUID()}.lock`);
  ownLocks.add(path);
  try {
    await writeFile(path, `${process.pid} ${hostname()}`);
  } catch (error) {
    await release(path);
    throw error;
  }
  if (await isAnyHeld((await locksIn(folder)).filter((other) => other !== path))) {
    await release(path);
    return null;
  }
  // Stale locks are removed for tidiness only: the new lock is valid even if a removal fails.
  await Promise.allSettled(stale.map((old) => rm(old, { force: true })));
  return path;
}

async function release(path: string): Promise<void> {
  ownLocks.delete(path);
  await rm(path, { force: true });
}

async function locksIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => NAME.test(name)).map((name) => join(folder, name));
}

async function isAnyHeld(paths: readonly string[]): Promise<boolean> {
  return (await Promise.all(paths.map(isHeld))).includes(true);
}

async function isHeld(path: string): Promise<boolean> {
  const [pid, host] = (await readFile(path, 'utf8').catch(() => '')).split(' ');
  if (host === hostname()) return Number(pid) === process.pid ? ownLocks.has(path) : isRunning(Number(pid));
  // The owner runs on another machine or in another container, or has not yet written its id to the lock file.
  const found = await stat(path).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs < STALE_MS;
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    // Signal 0 is not sent: it only checks that the process exists.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The error EPERM means that the process exists, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
