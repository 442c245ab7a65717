import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

/**
 * Measures how long `npm start` without a token takes until its first search has been answered: the build, the start of
 * the bot, and the filling of the starting library. Prints the seconds since the start at each milestone.
 *
 *   npx tsx bench/first-search.ts [--runs 3]
 */
const MILESTONES = [/^Open /, /^Filling .*: (\d+) of \1 sounds/, / sends \/search /, / keeps running /];
const LAST = MILESTONES.at(-1);

const { values } = parseArgs({ options: { runs: { type: 'string', default: '3' } } });
for (let run = 0; run < Number(values.runs); run++) {
  const dataDir = await mkdtemp(join(tmpdir(), 'soundalike-first-'));
  const begun = performance.now();
  const npm = spawn('npm', ['start', '--silent'], {
    cwd: join(import.meta.dirname, '..'),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, CLAP: 'off' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(npm, 'exit');
  for await (const line of createInterface(npm.stdout)) {
    const milestone = MILESTONES.find((pattern) => pattern.test(line));
    if (milestone) console.log(`${((performance.now() - begun) / 1000).toFixed(2)} s: ${line}`);
    if (milestone === LAST) npm.kill('SIGTERM');
  }
  await ended;
  await rm(dataDir, { recursive: true });
}
