import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm, symlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OperatorError } from '../errors.ts';
import { errorCode } from './fs-errors.ts';

/** How connecting fails where nobody listens. */
const NOBODY = ['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'];

/** How sockets and links fail on file systems that have none, as some that are shared with a virtual machine. */
const SOCKETLESS = ['EPERM', 'EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'];

/** Longest path that a socket can have on every system. */
const LONGEST_SOCKET_PATH = 100;

/**
 * Takes a folder for this process. The lock is a socket that the process listens on: the system closes it when the
 * process ends in whatever way, so a lock that nobody answers on is nobody's, and no time has to pass to be sure.
 * It holds between containers that share the folder, where process ids would not.
 *
 * Locks are numbered, and the newest is the one that counts: `lock-3` is a link to the socket of its holder, who was
 * listening before the link was made. A link is made only where there is none, so of several that find `lock-3` left
 * behind one has `lock-4`. Numbers are not used again, as the newest link stays when it is let go.
 * @returns the function that lets go.
 * @throws UserError `busy` where another process has the folder.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const server = process.platform === 'win32' ? await listen(pipeOf(folder)) : await takeNewest(path.resolve(folder));
  if (!server) {
    throw new OperatorError(
      'busy',
      `Another Soundalike is running on the data folder ${folder}. Stop it first, or set DATA_DIR to another folder.`,
    );
  }
  // The lock alone keeps no process running.
  server.unref();
  return () => close(server);
}

/** The locks of a folder: within it, or in the temporary folder where its own path or file system takes no sockets. */
async function takeNewest(folder: string): Promise<Server | undefined> {
  const outside = path.join(tmpdir(), `soundalike-${digestOf(folder)}`);
  const inside = path.join(folder, 'lock');
  if (socketOf(inside).length > LONGEST_SOCKET_PATH) return take(outside);
  return take(inside).catch((error) => {
    if (!SOCKETLESS.includes(errorCode(error) ?? '')) throw error;
    return take(outside);
  });
}

/** Undefined where somebody has the newest of the locks that begin with `prefix`. */
async function take(prefix: string): Promise<Server | undefined> {
  const newest = await newestOf(prefix);
  if (newest > 0 && (await answers(`${prefix}-${newest}`))) return undefined;
  const mine = newest + 1;
  const socket = socketOf(prefix);
  const server = await listen(socket);
  if (!server) throw new Error(`${socket} is taken, though its name was drawn at random`);
  try {
    await symlink(path.basename(socket), `${prefix}-${mine}`);
  } catch (error) {
    await close(server);
    // Somebody was quicker: it is theirs, unless they have ended already.
    if (errorCode(error) === 'EEXIST') return take(prefix);
    throw error;
  }
  // Where this process was long about it, another may have taken a later lock and removed the one found here.
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

/** The highest number of a lock; 0 where there is none. */
async function newestOf(prefix: string): Promise<number> {
  const numbers = (await namesOf(prefix)).map((name) => Number(/-(\d+)$/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

/**
 * Tidies up: the lock holds where it fails, as with what another user left. Whoever still listens on one of these is
 * about to find that it came too late.
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

/** Undefined where the address is taken. */
function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((visitor) => visitor.destroy());
    server.once('error', (error) => (errorCode(error) === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen({ path: address, exclusive: true }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const visitor = connect(address);
    const end = (alive: boolean) => {
      visitor.destroy();
      resolve(alive);
    };
    visitor.once('connect', () => end(true));
    // Any other failure, as when the socket is another user's, does not say that nobody listens.
    visitor.once('error', (error) => end(!NOBODY.includes(errorCode(error) ?? '')));
  });
}

/** Windows frees the name of a pipe with the process that had it, so one name is enough. */
function pipeOf(folder: string): string {
  return `\\\\.\\pipe\\soundalike-${digestOf(path.resolve(folder))}`;
}

function digestOf(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 16);
}
