import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/**
 * Runs every benchmark of speed, one after another, each in its own process. The figures in docs/performance.md come from
 * this output.
 *
 *   npm run bench:speed              all benchmarks
 *   npm run bench:speed -- search    only the named benchmarks
 */
const STAGES: Readonly<Record<string, readonly string[]>> = {
  features: ['features.ts'],
  files: ['files.ts'],
  decode: ['decode.ts'],
  clap: ['clap.ts'],
  store: ['--expose-gc', 'store.ts'],
  search: ['search.ts'],
  latency: ['latency.ts'],
  'cold-start': ['cold-start.ts'],
};

const wanted = process.argv.slice(2);
console.log(
  `Node ${process.version}, ${process.arch}, ${availableParallelism()} cores, ${new Date().toISOString().slice(0, 10)}`,
);
for (const [stage, argv] of Object.entries(STAGES)) {
  if (wanted.length > 0 && !wanted.includes(stage)) continue;
  console.log(`\n## ${stage}\n`);
  const args = argv.map((arg) => (arg.endsWith('.ts') ? join(import.meta.dirname, arg) : arg));
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', ...args], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
