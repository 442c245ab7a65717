import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPage } from '../packages/discord-playground/scripts/build-page.ts';
import { bundle, bundleSoundalike } from './bundle.ts';

/** A part of the build: what it does, in words for a person. `run` rejects if it fails. */
export interface BuildStep {
  readonly text: string;
  run(): Promise<void>;
}

/** Standard output, or a replacement in tests. */
export interface BuildTerminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STEPS: readonly BuildStep[] = [
  { text: 'Compiling Soundalike', run: () => bundleSoundalike(ROOT) },
  {
    text: 'Compiling the playground',
    run: () => bundle(join(ROOT, 'packages/discord-playground'), ['index']),
  },
  { text: 'Bundling the page of the playground', run: () => buildPage() },
];

/**
 * Runs the steps of a build at the same time. On a terminal, a line says how many are done.
 * @returns whether all steps succeeded; the errors of failed steps are written to `out`
 */
export async function buildWithProgress(steps: readonly BuildStep[], out: BuildTerminal): Promise<boolean> {
  let done = 0;
  const show = () => {
    if (out.isTTY) out.write(`\r\u001b[KCompiling… (${done} of ${steps.length})`);
  };
  show();
  const results = await Promise.allSettled(
    steps.map(async ({ run }) => {
      await run();
      done++;
      show();
    }),
  );
  if (out.isTTY) out.write('\r\u001b[K');
  for (const [index, result] of results.entries())
    if (result.status === 'rejected') out.write(`${steps[index]?.text} failed:\n${messageOf(result.reason)}\n`);
  return results.every(({ status }) => status === 'fulfilled');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.exitCode = (await buildWithProgress(STEPS, process.stdout)) ? 0 : 1;
