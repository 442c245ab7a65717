import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { vi } from 'vitest';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import * as engineModule from '../../src/engine/index.ts';
import { bundledProgram } from '../helpers/bundled-program.ts';
import { sharedEngine } from '../helpers/shared-engine.ts';

export interface Exit {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Options of a fast run of the command line that needs no model. */
export const FAST = ['--clap', 'off', '--decoder', 'wasm', '--threads', '1'];

/**
 * Runs the command line inside the process of the test, in `folder`, which has no file `.env`.
 * Runs with the same options use the same engine.
 */
export async function soundalike(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  folder = tmpdir(),
): Promise<Exit> {
  const cwd = process.cwd();
  process.chdir(folder);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const written = { stdout: '', stderr: '' };
  const start = vi.spyOn(engineModule, 'createEngine').mockImplementation(sharedEngine);
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      written[name] += chunk;
      return true;
    }),
  );
  try {
    return { status: await runCommandLine(args), ...written };
  } finally {
    for (const spy of [start, ...spies]) spy.mockRestore();
    process.chdir(cwd);
  }
}

/** Runs the command line without a model, in one thread. */
export function fast(...args: readonly string[]): Promise<Exit> {
  return soundalike([...args, ...FAST]);
}

/** Starts the command line, built from its source, as a process of its own, in the folder `cwd`. */
export async function startProcess(args: readonly string[], cwd: string) {
  return spawn(process.execPath, [bundledProgram('src/cli.ts'), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs the command line as a process of its own, in the folder `cwd`, to its end. */
export async function soundalikeProcess(args: readonly string[], cwd: string): Promise<Exit> {
  const child = await startProcess(args, cwd);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status: child.exitCode, stdout, stderr };
}
