import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Names of the environment variables that are needed to find a program and to load its libraries. */
const PASSED_VARIABLES = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot'];

/**
 * Returns the environment variables for child processes: only those in {@link PASSED_VARIABLES}.
 * Because ffmpeg reads untrusted files, it gets no secrets such as the bot's token. Nor does it get the variables that
 * would make it write reports.
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
  /** Maximum address space of the process, in bytes. */
  readonly memoryBytes: number;
  readonly cpuSeconds: number;
  readonly fileBytes: number;
}

const MAX_OPEN_FILES = 64;
let prlimitExists: Promise<boolean> | undefined;

/**
 * Returns the command that runs a program under limits of the kernel, set by `prlimit` (util-linux).
 * Without `prlimit`, as on macOS, Windows and Alpine, returns the command of the program itself. Then only the limits
 * that the caller enforces apply.
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
