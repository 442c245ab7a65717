import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';

export interface BotProcess {
  /** Resident memory, in MiB, and open file descriptors; both NaN where there is no /proc. */
  usage(): Promise<{ rssMb: number; descriptors: number }>;
  /** Lines of the log that tell of bugs. */
  readonly bugs: readonly string[];
  /** Asks it to stop; resolves to its exit status and how long that took, in milliseconds. */
  stop(): Promise<{ status: number | null; ms: number }>;
  kill(): void;
}

/** Pino's number for errors. */
const ERROR = 50;

/** Starts the bot from source as a process of its own, and waits until it is ready. */
export async function startBotProcess(env: Readonly<Record<string, string>>): Promise<BotProcess> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    env: { PATH, HOME, CLAP: 'off', DECODER: 'wasm', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  const bugs: string[] = [];
  let rest = '';
  const ready = new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.includes('"msg":"ready"')) resolve();
        if (!line.startsWith('{') || Number(/"level":(\d+)/.exec(line)?.[1]) >= ERROR) bugs.push(line);
      }
    });
    child.once('exit', (status) => reject(new Error(`the bot ended with ${status}: ${bugs.join('\n')}`)));
  });
  await ready;

  return {
    bugs,
    async usage() {
      const [status, descriptors] = await Promise.all([
        readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => ''),
        readdir(`/proc/${child.pid}/fd`).then(
          (names) => names.length,
          () => Number.NaN,
        ),
      ]);
      return { rssMb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024, descriptors };
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
