import { expect, test } from 'vitest';
import { buildWithProgress } from '../../scripts/build-with-progress.ts';

const succeeds = async () => {};
const STEPS = [
  { text: 'Compiling', run: succeeds },
  { text: 'Bundling', run: () => Promise.reject(new Error('line 3 is wrong')) },
  { text: 'Packing', run: succeeds },
];

/** Runs the steps and returns all text that was written. */
async function build(isTTY: boolean, steps = STEPS) {
  let said = '';
  const succeeded = await buildWithProgress(steps, { isTTY, write: (text) => (said += text) });
  return { succeeded, said };
}

test('a terminal shows how many steps are done, and the error of the step that fails', async () => {
  const { succeeded, said } = await build(true);
  expect(succeeded).toBe(false);
  expect(said).toMatch(/Compiling… \(0 of 3\).*Compiling… \(2 of 3\).*Bundling failed:\nline 3 is wrong\n/s);
});

test('a build that succeeds writes nothing to a pipe', async () => {
  expect(await build(false, STEPS.slice(0, 1))).toEqual({ succeeded: true, said: '' });
});
