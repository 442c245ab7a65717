/**
 * Runs the linter, the type checker and all tests at the same time.
 * With arguments, runs only the tests and passes the arguments on to vitest: `npm test -- tests/cli`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const NPM = process.env.npm_execpath;
if (NPM === undefined) throw new Error('run this script with npm: npm test');

/** Runs an npm script and keeps its output, so that it does not mix with that of the tests. */
async function check(script: string): Promise<{ script: string; passed: boolean; output: string }> {
  const child = spawn(process.execPath, [NPM ?? '', 'run', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { script, passed: child.exitCode === 0, output: out + err };
}

async function runTests(args: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], { stdio: 'inherit' });
  await once(child, 'close');
  return child.exitCode === 0;
}

const args = process.argv.slice(2);
const checks = args.length > 0 ? [] : ['lint', 'typecheck'].map(check);
let passed = await runTests(args);
for (const { script, passed: ok, output } of await Promise.all(checks)) {
  console.log(ok ? `${script} passed` : `${output}\n${script} failed`);
  passed &&= ok;
}
process.exitCode = passed ? 0 : 1;
