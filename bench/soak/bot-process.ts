import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { ALLOCATOR } from '../allocator.ts';

/** What a process takes up. NaN where there is no /proc. */
export interface Usage {
  /** Resident memory, MiB. */
  readonly rssMb: number;
  readonly descriptors: number;
  /** Seconds of processor time so far. */
  readonly cpuSeconds: number;
}

export interface BotProcess {
  /** Where its health checks and metrics are served: `http://127.0.0.1:PORT`. */
  readonly address: string;
  usage(): Promise<Usage>;
  /** The heap of its main thread and what that holds outside of it, MiB, by its own metrics. */
  heap(): Promise<{ heapMb: number; externalMb: number }>;
  /** Lines of the log that tell of bugs. */
  readonly bugs: readonly string[];
  /** Asks it to stop; resolves to its exit status and how long that took, in milliseconds. */
  stop(): Promise<{ status: number | null; ms: number }>;
  kill(): void;
}

/** Pino's number for errors. */
const ERROR = 50;
/** Linux counts processor time in these, as long as anybody remembers. */
const TICKS_PER_SECOND = 100;

/**
 * Starts the bot as a process of its own, and waits until it is ready.
 * @param built the one that `npm run build` made; else from source
 */
export async function startBotProcess(env: Readonly<Record<string, string>>, built = false): Promise<BotProcess> {
  const { PATH = '', HOME = '', PROBE } = process.env;
  // Set from outside to try out what else the C library could do.
  const malloc = Object.entries(process.env).filter(([name]) => name.startsWith('MALLOC_'));
  const settings = {
    ...{ PATH, HOME, CLAP: 'off', DECODER: 'wasm', LOG_LEVEL: 'info', METRICS_PORT: '0' },
    ...(built ? ALLOCATOR : {}),
    ...Object.fromEntries(malloc),
    ...env,
  };
  const main = [
    ...(PROBE ? ['--import', PROBE] : []),
    ...(built ? ['dist/main.js'] : ['--import', 'tsx', 'src/main.ts']),
  ];
  const child = spawn(process.execPath, main, { env: settings, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  const bugs: string[] = [];
  let address = '';
  let rest = '';
  const ready = new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        address ||= /"address":"(http:[^"]+)"/.exec(line)?.[1] ?? '';
        if (line.includes('"msg":"ready"')) resolve();
        if (!line.startsWith('{') || Number(/"level":(\d+)/.exec(line)?.[1]) >= ERROR) bugs.push(line);
      }
    });
    child.once('exit', (status) => reject(new Error(`the bot ended with ${status}: ${bugs.join('\n')}`)));
  });
  await ready;

  const proc = (name: string) => readFile(`/proc/${child.pid}/${name}`, 'utf8').catch(() => '');
  return {
    address,
    bugs,
    async usage() {
      const [status, stat] = await Promise.all([proc('status'), proc('stat')]);
      const names = await readdir(`/proc/${child.pid}/fd`).catch(() => null);
      // After the name in brackets: the 12th and 13th are processor time in user and in system mode.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return {
        rssMb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
        descriptors: names?.length ?? Number.NaN,
        cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
      };
    },
    async heap() {
      const text = await fetch(`${address}/metrics`).then(
        (response) => response.text(),
        () => '',
      );
      const mb = (name: string) => Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1]) / 2 ** 20;
      return { heapMb: mb('nodejs_heap_size_used_bytes'), externalMb: mb('nodejs_external_memory_bytes') };
    },
    async stop() {
      const begun = performance.now();
      child.kill('SIGTERM');
      const [status] = await ended;
      return { status, ms: performance.now() - begun };
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
