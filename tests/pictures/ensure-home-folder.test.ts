import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const MODULE = new URL('../../src/pictures/picture-problem.ts', import.meta.url);
/** No user of the system has this number, so there is no home folder. */
const AS_NOBODY = ['--reuid=54321', '--clear-groups', process.execPath];

test('a user without a home folder can draw', ({ skip }) => {
  if (spawnSync('setpriv', [...AS_NOBODY, '--version']).status !== 0)
    skip('a process of another user cannot be started here');
  const script = `console.log(await (await import('${MODULE}')).pictureProblem())`;
  const { HOME: _, ...env } = process.env;
  const { stdout, stderr } = spawnSync(
    'setpriv',
    [...AS_NOBODY, '--import', 'tsx', '--input-type=module', '-e', script],
    {
      encoding: 'utf8',
      env: { ...env, TSX_DISABLE_CACHE: '1' },
    },
  );
  expect([stdout.trim(), stderr]).toEqual(['null', '']);
});
