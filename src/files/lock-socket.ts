import { randomUUID } from 'node:crypto';
import { open, rm, stat, symlink, utimes } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { errorCode } from './fs-errors.ts';
import { BEAT_MS, bootId, type OnWait, showsLife } from './lock-life.ts';

/** Error codes of a connection to a socket on which no process listens. */
const NO_LISTENER = ['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'];

/** Maximum length of a socket's path, in bytes, that works on every system. */
const MAX_SOCKET_PATH = 100;

/** A socket on which this process listens. */
export interface Socket {
  readonly name: string;
  release(): Promise<void>;
}

/** Listens on a new socket in a folder. Throws the system's error if the folder cannot contain sockets. */
export async function socketIn(folder: string): Promise<Socket> {
  const name = `lock-${await bootMark()}-${randomUUID().slice(0, 8)}.sock`;
  return withShortPath(folder, name, async (address) => {
    const server = await listen(address);
    if (!server) throw new Error(`${name} is in use, although its name is random`);
    // A virtual machine that shares the folder cannot connect to the socket, but sees the time of its file.
    const touch = () => utimes(path.join(folder, name), new Date(), new Date()).catch(() => undefined);
    const timer = setInterval(() => void touch(), BEAT_MS);
    timer.unref();
    return {
      name,
      async release() {
        clearInterval(timer);
        await server.release();
      },
    };
  });
}

/** Returns the mark of this boot in the names of sockets, or `0` if the system does not tell. */
async function bootMark(): Promise<string> {
  return (await bootId())?.slice(0, 8) ?? '0';
}

/** Listens on a socket or a pipe; undefined if another process listens on it. */
export function listen(address: string): Promise<{ release: () => Promise<void> } | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((client) => client.destroy());
    server.once('error', (error) => (errorCode(error) === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen({ path: address, exclusive: true }, () => {
      // The lock must not keep the process running.
      server.unref();
      resolve({ release: () => new Promise<void>((done) => server.close(() => done())) });
    });
  });
}

/**
 * Returns whether a process may listen on a socket.
 * A refused connection proves that none does, unless the socket was made in another boot or on another machine.
 */
export async function answers(socket: string, onWait?: OnWait): Promise<boolean> {
  if (await connects(socket)) return true;
  const mark = /^lock-([0-9a-f]+)-[0-9a-f]{8}\.sock$/.exec(path.basename(socket))?.[1];
  if (mark === undefined || mark === (await bootMark())) return false;
  const look = () =>
    stat(socket).then(
      ({ mtimeMs }) => String(mtimeMs),
      () => null,
    );
  return showsLife(look, onWait);
}

async function connects(socket: string): Promise<boolean> {
  return withShortPath(path.dirname(socket), path.basename(socket), (address) => {
    return new Promise<boolean>((resolve) => {
      const client = connect(address);
      const end = (alive: boolean) => {
        client.destroy();
        resolve(alive);
      };
      client.once('connect', () => end(true));
      // Any other failure to connect, such as to a socket of another user, does not prove that no process listens.
      client.once('error', (error) => end(!NO_LISTENER.includes(errorCode(error) ?? '')));
    });
  });
}

/** Returns the name of the pipe that is the lock on Windows. It depends on the folder, and not on its path. */
export async function pipeOf(folder: string): Promise<string> {
  const { dev, ino } = await stat(folder, { bigint: true });
  return `\\\\.\\pipe\\soundalike-${dev}-${ino}`;
}

/**
 * Calls `use` with a path of a file in a folder that is short enough for a socket. If the path is too long, it leads
 * through the open folder or, on systems without `/proc`, through a link in the temporary folder.
 */
async function withShortPath<T>(folder: string, name: string, use: (address: string) => Promise<T>): Promise<T> {
  const address = path.join(folder, name);
  if (Buffer.byteLength(address) <= MAX_SOCKET_PATH) return use(address);
  if (process.platform === 'linux') {
    const handle = await open(folder, 'r');
    try {
      return await use(`/proc/self/fd/${handle.fd}/${name}`);
    } finally {
      await handle.close();
    }
  }
  const link = path.join(tmpdir(), `soundalike-${randomUUID().slice(0, 13)}`);
  await symlink(folder, link);
  try {
    return await use(path.join(link, name));
  } finally {
    await rm(link, { force: true });
  }
}
