import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { bareEnvironment } from './bare-environment.ts';

export interface ProcessLimits {
  readonly memoryBytes: number;
  readonly cpuSeconds: number;
  /** Largest file that it may write. */
  readonly fileBytes: number;
}

const OPEN_FILES = 64;
let present: Promise<boolean> | undefined;

/**
 * The command and arguments that run a program under the kernel's limits (`prlimit`, part of util-linux). Where there
 * is no such command (macOS, Windows, Alpine) the program runs without them, and the caller's own limits remain.
 */
export async function limitProcess(
  command: string,
  args: readonly string[],
  limits: ProcessLimits,
): Promise<{ command: string; args: string[] }> {
  present ??= promisify(execFile)('prlimit', ['--version'], { env: bareEnvironment() }).then(
    () => true,
    () => false,
  );
  if (!(await present)) return { command, args: [...args] };
  return {
    command: 'prlimit',
    args: [
      ...[`--as=${limits.memoryBytes}`, `--cpu=${limits.cpuSeconds}`, `--fsize=${limits.fileBytes}`],
      ...[`--nofile=${OPEN_FILES}`, '--core=0', '--', command, ...args],
    ],
  };
}
