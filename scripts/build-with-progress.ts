import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A step of the build: what it does, in words for a person, and the command. */
export interface BuildStep {
  readonly text: string;
  readonly command: readonly [string, ...string[]];
}

/** Standard output, or a replacement in tests. */
export interface BuildTerminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const STEPS: readonly BuildStep[] = [
  { text: 'Compiling the playground', command: ['npm', 'run', '--silent', 'build', '-w', 'discord-playground'] },
  { text: 'Compiling Soundalike', command: ['npx', 'tsc', '-p', 'tsconfig.build.json'] },
];

/**
 * Runs the steps of a build one after the other, until one fails. On a terminal, a line says what is being done.
 * @returns the exit status of the last step that ran; the output of a failed step is written to `out`
 */
export async function buildWithProgress(steps: readonly BuildStep[], out: BuildTerminal): Promise<number> {
  for (const [index, { text, command }] of steps.entries()) {
    if (out.isTTY) out.write(`\r\u001b[K${text}… (${index + 1} of ${steps.length})`);
    const { status, output } = await run(command);
    if (out.isTTY) out.write('\r\u001b[K');
    if (status !== 0) {
      out.write(`${text} failed:\n${output}`);
      return status;
    }
  }
  return 0;
}

function run([program, ...args]: BuildStep['command']): Promise<{ status: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ status: code ?? 1, output }));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.exitCode = await buildWithProgress(STEPS, process.stdout);
