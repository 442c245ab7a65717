import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Attack, attacks } from './attacks.ts';
import { runAttack } from './run-attack.ts';

/**
 * Attacks the built bot as ordinary members could, on this machine only, and compares what is measured with the limits.
 *
 *   npm run redteam -- [attack ...] [--seconds N of each] [--memory MB that the bot is told it may use]
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string' }, memory: { type: 'string' } },
});
const seconds = z.coerce.number().positive().default(60).parse(values.seconds);
const memory = z.coerce.number().int().default(2048).parse(values.memory);

/** Limits, which hold for every attack: peak memory, acknowledgements of others, and short searches of others. */
const MAX_PEAK_MB = 1200;
const MAX_ACKNOWLEDGED_MS = 500;
const MAX_SEARCH_SECONDS = 5;

const all = new Map<string, Attack>(Object.entries(attacks));
const chosen = positionals.length > 0 ? z.array(z.enum([...all.keys()])).parse(positionals) : all.keys();
for (const name of chosen) {
  const attack = all.get(name);
  if (!attack) continue;
  console.log(`${name}: ${attack.name}, for ${seconds} s`);
  const report = await runAttack(attack, {
    seconds,
    size: { bytes: 1, requests: 1 },
    main: 'dist/main.js',
    env: { MEMORY_MB: String(memory) },
  });
  const rows = [
    ['requests without an answer', report.unanswered, 0],
    ['peak memory in MB', report.peakMb, MAX_PEAK_MB],
    ['acknowledgement of others, 99th percentile in ms', report.acknowledgedMs, MAX_ACKNOWLEDGED_MS],
    ['longest short search in the same server in s', report.hereSeconds, MAX_SEARCH_SECONDS],
    ['longest short search in another server in s', report.elsewhereSeconds, MAX_SEARCH_SECONDS],
    ['errors in the log', report.bugs.length, 0],
  ] as const;
  console.table(
    rows.map(([measure, value, limit]) => ({ measure, value: Number(value.toFixed(1)), limit, held: value <= limit })),
  );
  console.log(`${report.requests} requests, ${report.searches} searches of others`);
  for (const bug of report.bugs.slice(0, 3)) console.log(bug);
  if (!report.alive || rows.some(([, value, limit]) => !(value <= limit))) process.exitCode = 1;
}
