import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/** Where Debian and its relatives install PostgreSQL, by version. */
const INSTALLED = '/usr/lib/postgresql';
/**
 * Runs the server until this process ends, however it ends: then standard input is closed. The folder is removed. With
 * the line `start`, the server is started again after it was killed.
 */
const SUPERVISE = `folder=$1; shift
while "$@" >>"$folder/log" 2>&1 & do
  pid=$!; echo $pid
  read line || { kill -QUIT $pid; wait $pid; rm -rf "$folder"; exit; }
  wait $pid
done`;

/** A PostgreSQL server of the tests, which runs until this process ends. */
export interface PostgresServer {
  readonly port: number;
  /** Creates an empty database, and returns its address. */
  createDatabase(): Promise<string>;
  /** Kills all processes of the server, as a crash does. */
  kill(): Promise<void>;
  /** Starts the server again after it was killed. */
  start(): Promise<void>;
}

export interface PostgresServerOptions {
  /** Whether the server syncs its files, so that a crash loses nothing. Default: false, which is faster. */
  readonly isDurable?: boolean;
}

/** Returns the folder with PostgreSQL's programs; undefined if it is not installed. */
export function findPostgres(): string | undefined {
  if (!existsSync(INSTALLED)) return undefined;
  const [newest] = readdirSync(INSTALLED).sort((a, b) => Number(b) - Number(a));
  const folder = path.join(INSTALLED, newest ?? '', 'bin');
  return existsSync(path.join(folder, 'initdb')) ? folder : undefined;
}

let shared: Promise<PostgresServer> | undefined;

/** Returns the server that all test files of this process share. */
export function sharedPostgres(): Promise<PostgresServer> {
  shared ??= startPostgres();
  return shared;
}

/** Starts a server with a new cluster in a temporary folder, on a free port. @throws Error if it does not start */
export async function startPostgres({ isDurable = false }: PostgresServerOptions = {}): Promise<PostgresServer> {
  const programs = findPostgres();
  if (programs === undefined) throw new Error('PostgreSQL is not installed');
  const folder = mkdtempSync(path.join(tmpdir(), 'soundalike-postgres-'));
  const data = path.join(folder, 'data');
  const asUser = userCommand(folder);
  const initdb = [...asUser, path.join(programs, 'initdb'), '-D', data, '-U', 'soundalike', '-A', 'trust'];
  runOnce([...initdb, '-E', 'UTF8', '--locale', 'C', '--no-sync']);
  const port = await freePort();
  const settings = [
    ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', `port=${port}`, 'shared_buffers=32MB'],
    ...(isDurable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  const server = [...asUser, path.join(programs, 'postgres'), '-D', data, ...settings.flatMap((each) => ['-c', each])];
  const child = spawn('sh', ['-c', SUPERVISE, 'sh', folder, ...server], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const urlOf = (database: string) => `postgres://soundalike@127.0.0.1:${port}/${database}`;
  let databases = 0;
  let pid = 0;
  const hasStarted = async () => {
    pid = Number((await lines.next()).value);
    return isReady(urlOf('postgres'), path.join(folder, 'log'), pid);
  };
  if (!(await hasStarted())) throw new Error('PostgreSQL ends at once');
  // The server must not keep this process alive, once it has started.
  child.unref();
  for (const stream of [child.stdin, child.stdout]) if (stream instanceof Socket) stream.unref();
  return {
    port,
    async createDatabase() {
      const name = `test_${process.pid}_${databases++}`;
      await withClient(urlOf('postgres'), (client) => client.query(`create database ${name}`));
      return urlOf(name);
    },
    async kill() {
      // The other processes of the server end once they find that their parent is gone.
      process.kill(pid, 'SIGKILL');
      const isServing = () => withClient(urlOf('postgres'), () => true).catch(() => false);
      while (await isServing()) await wait(20);
    },
    async start() {
      // A server ends at once while a process of the killed server still has the shared memory.
      const end = performance.now() + 30_000;
      do {
        if (performance.now() > end) throw new Error('PostgreSQL ends at once, again and again');
        child.stdin.write('start\n');
      } while (!(await hasStarted()));
    },
  };
}

/** Runs `task` with a connection of its own. */
export async function withClient<T>(url: string, task: (client: pg.Client) => Promise<T> | T): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await task(client);
  } finally {
    await client.end();
  }
}

/** Returns the beginning of a command that runs as another user if this is root, as which no server starts. */
function userCommand(folder: string): string[] {
  if (process.getuid?.() !== 0) return [];
  const user = spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' }).stdout.trim() || '65534';
  chownSync(folder, Number(user), -1);
  return ['setpriv', `--reuid=${user}`, '--clear-groups'];
}

function runOnce([command = '', ...args]: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8', cwd: tmpdir() });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

/** Resolves to true once a server answers, to false if its process ends. @throws Error if it takes too long */
async function isReady(url: string, log: string, pid: number): Promise<boolean> {
  const end = performance.now() + 30_000;
  for (;;) {
    try {
      return await withClient(url, () => true);
    } catch (error) {
      if (hasEnded(pid)) return false;
      if (performance.now() > end)
        throw new Error(`PostgreSQL does not start: ${readFileSync(log, 'utf8')}`, { cause: error });
      await wait(30);
    }
  }
}

/** Returns whether a process is gone, or a zombie of the shell that started it. */
function hasEnded(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return !existsSync(file) || / Z /.test(readFileSync(file, 'utf8'));
}
