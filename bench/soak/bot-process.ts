import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { ALLOCATOR } from '../allocator.ts';

/** Resources that a process uses. The values are NaN on systems without /proc. */
export interface Usage {
  readonly rssMb: number;
  /** Highest `rssMb` since the start. */
  readonly peakMb: number;
  readonly descriptors: number;
  /** CPU time in seconds since the start of the process. */
  readonly cpuSeconds: number;
}

export interface BotProcess {
  /** Address of the bot's health checks and metrics: `http://127.0.0.1:PORT`. */
  readonly address: string;
  usage(): Promise<Usage>;
  /** Reads the sizes of the main thread's heap and external memory from the bot's metrics, in MiB. */
  heap(): Promise<{ heapMb: number; externalMb: number }>;
  /** Lines of the bot's log that are not JSON or have the level error or above. */
  readonly bugs: readonly string[];
  /** Stops the bot with SIGTERM. Resolves to the exit status and the time that the shutdown took, in milliseconds. */
  stop(): Promise<{ status: number | null; ms: number }>;
  kill(): void;
  /** Stops the process from running until `thaw`. What is sent to the process meanwhile arrives all at once. */
  freeze(): void;
  thaw(): void;
}

/** Number of the level error in the log format of Pino. */
const ERROR = 50;
/** Number of clock ticks per second in the CPU times of /proc on Linux. */
const TICKS_PER_SECOND = 100;

/**
 * Starts the bot in its own process and waits until the bot is ready.
 * @param main path of the program: `dist/main.js`, or another build
 * @param group file of a group of processes to which the process adds itself first, such as `cgroup.procs`
 */
export async function startBotProcess(
  env: Readonly<Record<string, string>>,
  main: string,
  group?: string,
): Promise<BotProcess> {
  const { PATH = '', HOME = '', PROBE } = process.env;
  // Allocator settings in this process's environment take precedence over the defaults.
  const malloc = Object.entries(process.env).filter(([name]) => name.startsWith('MALLOC_'));
  const settings = {
    ...{ PATH, HOME, CLAP: 'off', DECODER: 'wasm', LOG_LEVEL: 'info', METRICS_PORT: '0' },
    ...ALLOCATOR,
    ...Object.fromEntries(malloc),
    ...env,
  };
  const argv = [...(PROBE ? ['--import', PROBE] : []), main];
  const [command = '', ...args] = group
    ? ['/bin/sh', '-c', 'echo $$ > "$0" && exec "$@"', group, process.execPath, ...argv]
    : [process.execPath, ...argv];
  const child = spawn(command, args, { env: settings, stdio: ['ignore', 'ignore', 'pipe'] });
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
      // Reads the fields after the process name in parentheses. The 12th and 13th are user and system CPU time.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return {
        rssMb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
        peakMb: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024,
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
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
  };
}
