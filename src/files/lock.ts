import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm, symlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OperatorError } from '../errors.ts';
import { errorCode } from './fs-errors.ts';

/** Error codes of a connection to a socket on which no process listens. */
const NO_LISTENER = ['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'];

/** Error codes of a file system without sockets or links, which some folders shared with virtual machines have. */
const NO_SOCKETS = ['EPERM', 'EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'];

/** Maximum length of a socket's path, in characters, that works on every system. */
const MAX_SOCKET_PATH = 100;

/**
 * Locks a folder for this process. The lock is a socket on which the process listens.
 * The system closes the socket when the process ends, however it ends. A lock that refuses connections is therefore
 * free at once, without a timeout. Unlike a process id, the lock also works between containers that share the folder.
 *
 * Locks are numbered, and only the newest counts: `lock-3` is a link to the socket of its holder, which listened before
 * the link was created. Creating a link fails if it exists, so if several processes find that `lock-3` is free, only
 * one of them can create `lock-4`. The newest link stays after its release, so that no number is used twice.
 * @returns a function that releases the lock
 * @throws OperatorError `busy` if another process holds the lock
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const server = process.platform === 'win32' ? await listen(pipeOf(folder)) : await takeNewest(path.resolve(folder));
  if (!server) {
    throw new OperatorError(
      'busy',
      `Another Soundalike is running on the data folder ${folder}. Stop it first, or set DATA_DIR to another folder.`,
    );
  }
  // The lock must not keep the process running.
  server.unref();
  return () => close(server);
}

/** Takes the lock of a folder. If the folder cannot contain sockets, the lock is in the temporary folder. */
async function takeNewest(folder: string): Promise<Server | undefined> {
  const outside = path.join(tmpdir(), `soundalike-${digestOf(folder)}`);
  const inside = path.join(folder, 'lock');
  if (socketOf(inside).length > MAX_SOCKET_PATH) return take(outside);
  return take(inside).catch((error) => {
    if (!NO_SOCKETS.includes(errorCode(error) ?? '')) throw error;
    return take(outside);
  });
}

/** Creates the next lock whose path begins with `prefix`; undefined if another process holds the newest lock. */
async function take(prefix: string): Promise<Server | undefined> {
  const newest = await newestOf(prefix);
  if (newest > 0 && (await answers(`${prefix}-${newest}`))) return undefined;
  const mine = newest + 1;
  const socket = socketOf(prefix);
  const server = await listen(socket);
  if (!server) throw new Error(`${socket} is in use, although its name is random`);
  try {
    await symlink(path.basename(socket), `${prefix}-${mine}`);
  } catch (error) {
    await close(server);
    // Another process created this lock first. That process holds the folder, unless it has already ended.
    if (errorCode(error) === 'EEXIST') return take(prefix);
    throw error;
  }
  // While this process was slow, another process may have taken a later lock and removed the older one.
  if ((await newestOf(prefix)) > mine) {
    await close(server);
    return take(prefix);
  }
  await removeOlder(prefix, [`${prefix}-${mine}`, socket]);
  return server;
}

function socketOf(prefix: string): string {
  return `${prefix}-${randomUUID().slice(0, 13)}.sock`;
}

/** Returns the highest number of all locks, including released ones; 0 if there is no lock. */
async function newestOf(prefix: string): Promise<number> {
  const numbers = (await namesOf(prefix)).map((name) => Number(/-(\d+)$/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

/**
 * Removes older locks and sockets.
 * The new lock is valid even if a removal fails, as it does for files of another user. A process that still listens on
 * a removed socket is about to find that a later lock exists.
 */
async function removeOlder(prefix: string, kept: readonly string[]): Promise<void> {
  const old = (await namesOf(prefix)).filter((name) => !kept.includes(name));
  await Promise.allSettled(old.map((name) => rm(name, { force: true })));
}

async function namesOf(prefix: string): Promise<string[]> {
  const folder = path.dirname(prefix);
  const names = (await readdir(folder)).filter((name) => name.startsWith(`${path.basename(prefix)}-`));
  return names.map((name) => path.join(folder, name));
}

function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((client) => client.destroy());
    server.once('error', (error) => (errorCode(error) === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen({ path: address, exclusive: true }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const client = connect(address);
    const end = (alive: boolean) => {
      client.destroy();
      resolve(alive);
    };
    client.once('connect', () => end(true));
    // Any other failure to connect, such as to a socket of another user, does not prove that no process listens.
    client.once('error', (error) => end(!NO_LISTENER.includes(errorCode(error) ?? '')));
  });
}

/** Returns the name of the pipe that is the lock on Windows, which frees the name when the process ends. */
function pipeOf(folder: string): string {
  return `\\\\.\\pipe\\soundalike-${digestOf(path.resolve(folder))}`;
}

function digestOf(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 16);
}
