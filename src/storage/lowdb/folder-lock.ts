import { createHash } from 'node:crypto';
import { rename, rm, stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UserError } from '../../errors.ts';
import { errorCode, unlessMissing } from './disk-error.ts';

/** How connecting fails where nobody listens. */
const NOBODY = ['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'];

/** How listening fails on file systems that have no sockets, as some that are shared with a virtual machine. */
const SOCKETLESS = ['EPERM', 'EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'];

/** Longest path that a socket can have on every system. */
const LONGEST_SOCKET_PATH = 100;

/**
 * Takes a folder for this process. The lock is a socket that the process listens on: the system closes it when the
 * process ends in whatever way, so a lock that nobody answers on is nobody's, and no time has to pass to be sure.
 * It holds between containers that share the folder, where process ids would not.
 * @returns the function that lets go.
 * @throws UserError `busy` where another process has the folder.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const { inside, outside } = socketPaths(path.resolve(folder));
  const server = await take(inside).catch((error) => {
    if (!SOCKETLESS.includes(errorCode(error) ?? '')) throw error;
    return take(outside);
  });
  if (!server) {
    throw new UserError(
      'busy',
      `Another Soundalike is running on the data folder ${folder}. Stop it first, or set DATA_DIR to another folder.`,
    );
  }
  // The lock alone keeps no process running.
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

async function take(address: string): Promise<Server | undefined> {
  return (await listen(address)) ?? (await takeOver(address));
}

/** Undefined where the address is taken, by a living process or by what a dead one left. */
function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((visitor) => visitor.destroy());
    server.once('error', (error) => (errorCode(error) === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen({ path: address, exclusive: true }, () => resolve(server));
  });
}

/** Takes the place of a socket that nobody listens on; undefined where somebody does. */
async function takeOver(address: string): Promise<Server | undefined> {
  const found = await unlessMissing(stat(address));
  if (await answers(address)) return undefined;
  // Moved, not removed: of two processes that come at once, the second must not remove the first one's new socket.
  const aside = `${address}.${process.pid}`;
  await unlessMissing(rename(address, aside));
  const moved = await unlessMissing(stat(aside));
  if (found && moved && moved.ino !== found.ino) {
    await rename(aside, address);
    return undefined;
  }
  const server = await listen(address);
  await rm(aside, { force: true });
  return server;
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

/** Where the socket of a folder goes, and where it goes if it cannot be there. */
function socketPaths(folder: string): { inside: string; outside: string } {
  const name = `soundalike-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
  if (process.platform === 'win32') return { inside: `\\\\.\\pipe\\${name}`, outside: `\\\\.\\pipe\\${name}` };
  const inside = path.join(folder, 'lock.sock');
  const outside = path.join(tmpdir(), `${name}.sock`);
  return inside.length <= LONGEST_SOCKET_PATH ? { inside, outside } : { inside: outside, outside };
}
