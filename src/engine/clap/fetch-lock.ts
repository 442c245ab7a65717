import { open, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { OperatorError } from '../../errors.ts';

/** Locks are numbered, and the newest counts: of several that find one left behind, one makes the next. */
const NAME = /^fetch-(\d{1,9})\.lock$/;
/** How often a lock says that it is still held. */
const BEAT_MS = 5000;
/** A lock that has said nothing for so long is nobody's, where its process cannot be asked. */
const SILENT_MS = 6 * BEAT_MS;
/** The locks of this process: its id alone is no proof, as a container's next process may have the last one's. */
const mine = new Set<string>();

/**
 * Runs `work` while no other process does the same to `folder`: two that write to one half-downloaded file would only
 * spoil it. What a killed process left behind counts for nothing.
 *
 * @throws UserError `busy` where another process is at it
 */
export async function withFetchLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const path = await take(folder);
  if (path === null) throw new OperatorError('busy', `Another process is downloading to ${folder} already.`);
  const beat = setInterval(() => {
    const now = new Date();
    // The download itself says what is wrong with the folder.
    utimes(path, now, now).catch(() => undefined);
  }, BEAT_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await release(path);
  }
}

/** The path of the lock that is this process's now; null where another one has the folder. */
async function take(folder: string): Promise<string | null> {
  const found = await locksIn(folder);
  const newest = Math.max(0, ...found);
  const pathOf = (number: number) => join(folder, `fetch-${number}.lock`);
  if (newest > 0 && (await isHeld(pathOf(newest)))) return null;
  const path = pathOf(newest + 1);
  mine.add(path);
  try {
    const file = await open(path, 'wx');
    await file.writeFile(`${process.pid} ${hostname()}`);
    await file.close();
  } catch (error) {
    mine.delete(path);
    // Somebody was quicker.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null;
    throw error;
  }
  // Where this process was long about it, another may have begun meanwhile under a number that was free again.
  for (const number of await locksIn(folder)) {
    if (pathOf(number) === path || !(await isHeld(pathOf(number)))) continue;
    await release(path);
    return null;
  }
  // Tidying up: the lock holds where it fails.
  await Promise.allSettled(found.map((number) => rm(pathOf(number), { force: true })));
  return path;
}

async function release(path: string): Promise<void> {
  mine.delete(path);
  await rm(path, { force: true });
}

/** The numbers of a folder's locks. */
async function locksIn(folder: string): Promise<number[]> {
  return (await readdir(folder)).flatMap((name) => NAME.exec(name)?.[1] ?? []).map(Number);
}

async function isHeld(path: string): Promise<boolean> {
  const [pid, host] = (await readFile(path, 'utf8').catch(() => '')).split(' ');
  if (host === hostname()) return Number(pid) === process.pid ? mine.has(path) : isRunning(Number(pid));
  // A process of another machine or container cannot be asked, and who has only just begun may not have written yet.
  const found = await stat(path).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs < SILENT_MS;
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
