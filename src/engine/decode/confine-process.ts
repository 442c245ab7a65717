import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Environment variables that a program needs to be found and to load its libraries. */
const PASSED_VARIABLES = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot'];

/**
 * Returns the environment for child processes.
 * It leaves out the process's secrets, such as the bot's token, and the variables that make ffmpeg write reports,
 * because ffmpeg reads untrusted files.
 */
export function minimalEnvironment(): Record<string, string> {
  return Object.fromEntries(
    PASSED_VARIABLES.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

interface ProcessLimits {
  /** Maximum address space. */
  readonly memoryBytes: number;
  readonly cpuSeconds: number;
  /** Maximum size of a file that the process writes. */
  readonly fileBytes: number;
}

const MAX_OPEN_FILES = 64;
let prlimitExists: Promise<boolean> | undefined;

/**
 * Returns the command that runs a program under limits of the kernel (`prlimit`, part of util-linux).
 * If there is no `prlimit`, as on macOS, Windows and Alpine, returns the program itself; only the caller's own limits
 * apply then.
 */
export async function withProcessLimits({ command, args }: Command, limits: ProcessLimits): Promise<Command> {
  prlimitExists ??= promisify(execFile)('prlimit', ['--version'], { env: minimalEnvironment() }).then(
    () => true,
    () => false,
  );
  if (!(await prlimitExists)) return { command, args };
  return {
    command: 'prlimit',
    args: [
      ...[`--as=${limits.memoryBytes}`, `--cpu=${limits.cpuSeconds}`, `--fsize=${limits.fileBytes}`],
      ...[`--nofile=${MAX_OPEN_FILES}`, '--core=0', '--', command, ...args],
    ],
  };
}
