import { readdir, readlink, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { OperatorError } from '../errors.ts';
import { errorCode } from './fs-errors.ts';
import { type BeatingFile, isBeating, startBeating } from './lock-beat.ts';
import type { OnWait } from './lock-life.ts';
import { answers, listen, pipeOf, type Socket, socketIn } from './lock-socket.ts';

/** A lock that this process holds. */
interface Held {
  release(): Promise<void>;
}

/**
 * Locks a folder for this process. A lock that a dead process left is free.
 *
 * Locks are numbered, and only the newest counts. `lock-3` is a link to a socket in the folder, on which its holder
 * listened before the link was created. The system closes the socket when the process ends, however it ends, and unlike
 * a process id, a socket also works between containers that share the folder. In a folder that cannot contain sockets,
 * `lock-3` is a file in which the holder shows every few seconds that it runs. Both kinds are in the folder itself, so
 * that it has one lock, by whatever path it is opened.
 *
 * Creating a link or a file fails if it exists, so if several processes find that `lock-3` is free, only one of them
 * can create `lock-4`. The newest lock stays after its release, so that no number is used twice.
 * @param onWait called if it takes long to find out whether the holder of the lock still runs
 * @returns a function that releases the lock
 * @throws OperatorError `busy` if another process holds the lock
 */
export async function lockFolder(folder: string, onWait?: OnWait): Promise<() => Promise<void>> {
  const held = process.platform === 'win32' ? await takePipe(folder) : await takeNewest(path.resolve(folder), onWait);
  if (!held) {
    throw new OperatorError(
      'busy',
      `Another Soundalike is running on the data folder ${folder}. Stop it first, or set DATA_DIR to another folder.`,
    );
  }
  return () => held.release();
}

/** Locks a folder by a pipe on Windows, which frees the name of the pipe when the process ends. */
async function takePipe(folder: string): Promise<Held | undefined> {
  return listen(await pipeOf(folder));
}

/** Takes the next lock of a folder; undefined if another process holds the newest lock. */
async function takeNewest(folder: string, onWait?: OnWait): Promise<Held | undefined> {
  const newest = await newestOf(folder);
  if (newest > 0 && (await isHeld(path.join(folder, nameOf(newest)), onWait))) return undefined;
  const mine = newest + 1;
  const lock = await create(folder, nameOf(mine));
  // Another process created this lock first. That process holds the folder, unless it has already ended.
  if (!lock) return takeNewest(folder, onWait);
  // While this process was slow, another process may have taken a later lock and removed the older one.
  if ((await newestOf(folder)) > mine) {
    await lock.release();
    return takeNewest(folder, onWait);
  }
  await removeOlder(folder, [nameOf(mine), ...lock.files]);
  return lock;
}

interface CreatedLock extends Held {
  /** Names of the files in the folder that the lock uses. */
  readonly files: readonly string[];
}

/** Creates a lock; undefined if a lock with this name exists. */
async function create(folder: string, name: string): Promise<CreatedLock | undefined> {
  const socket = await socketIn(folder).catch(() => null);
  try {
    if (socket) return await createLink(folder, name, socket);
  } catch {
    // A file system with sockets but without links.
  }
  return createFile(folder, name);
}

async function createLink(folder: string, name: string, socket: Socket): Promise<CreatedLock | undefined> {
  try {
    await symlink(socket.name, path.join(folder, name));
    return { files: [socket.name], release: () => socket.release() };
  } catch (error) {
    await socket.release();
    if (errorCode(error) === 'EEXIST') return undefined;
    throw error;
  }
}

async function createFile(folder: string, name: string): Promise<CreatedLock | undefined> {
  const file: BeatingFile | undefined = await startBeating(path.join(folder, name), {
    isNewest: async () => (await newestOf(folder)) === numberOf(name),
  });
  return file && { files: [], release: () => file.release() };
}

/** Returns whether a running process holds a lock. */
async function isHeld(lock: string, onWait?: OnWait): Promise<boolean> {
  const beating = await isBeating(lock, onWait);
  if (beating !== null) return beating;
  // Some programs make links absolute when they copy a folder. The link would lead to the socket of the original.
  const socket = path.basename(await readlink(lock).catch(() => lock));
  return answers(path.join(path.dirname(lock), socket), onWait);
}

const nameOf = (number: number) => `lock-${number}`;

function numberOf(name: string): number {
  return Number(/^lock-(\d+)$/.exec(name)?.[1] ?? 0);
}

/** Returns the highest number of all locks, including released ones; 0 if there is no lock. */
async function newestOf(folder: string): Promise<number> {
  return Math.max(0, ...(await readdir(folder)).map(numberOf));
}

/**
 * Removes older locks and sockets.
 * The new lock is valid even if a removal fails, as it does for files of another user. A process that still listens on
 * a removed socket is about to find that a later lock exists.
 */
async function removeOlder(folder: string, kept: readonly string[]): Promise<void> {
  const old = (await readdir(folder)).filter((name) => name.startsWith('lock-') && !kept.includes(name));
  await Promise.allSettled(old.map((name) => rm(path.join(folder, name), { force: true })));
}
