import { expect, test } from 'vitest';
import { buildWithProgress } from '../../scripts/build-with-progress.ts';

const node = (code: string) => [process.execPath, '-e', code] as const;
const STEPS = [
  { text: 'Compiling', command: node('') },
  { text: 'Bundling', command: node('console.log("line 3 is wrong"); process.exit(2)') },
  { text: 'Packing', command: node('') },
];

/** Runs the steps and returns all text that was written. */
async function build(isTTY: boolean, steps = STEPS) {
  let said = '';
  const status = await buildWithProgress(steps, { isTTY, write: (text) => (said += text) });
  return { status, said };
}

test('a terminal shows the step that is running, and the output of the step that fails', async () => {
  const { status, said } = await build(true);
  expect(status).toBe(2);
  expect(said).toMatch(/Compiling… \(1 of 3\).*Bundling… \(2 of 3\).*Bundling failed:\nline 3 is wrong/s);
  expect(said).not.toContain('Packing');
});

test('a build that succeeds writes nothing to a pipe', async () => {
  expect(await build(false, STEPS.slice(0, 1))).toEqual({ status: 0, said: '' });
});
