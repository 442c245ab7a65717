import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Attack, attacks } from './attacks.ts';
import { runFlood } from './flood.ts';
import { createMemoryLimit } from './memory-limit.ts';
import { runAttack } from './run-attack.ts';

/**
 * Attacks the built bot as ordinary members could, on this machine only, and compares what is measured with the limits.
 * If this process may, the kernel limits the memory of the bot to that which the bot is told it may use.
 *
 *   npm run redteam -- [attack ...] [--seconds N of each] [--rest N seconds to finish] [--memory MB] [--threads N]
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string' },
    rest: { type: 'string' },
    memory: { type: 'string' },
    threads: { type: 'string' },
  },
});
const seconds = z.coerce.number().positive().default(60).parse(values.seconds);
const restSeconds = z.coerce.number().nonnegative().default(60).parse(values.rest);
const memory = z.coerce.number().int().default(2048).parse(values.memory);
const threads = z.coerce.number().int().default(2).parse(values.threads);

/** Limits, which hold for every attack: peak memory, acknowledgements of others, and short searches of others. */
const MAX_PEAK_MB = 1200;
const MAX_ACKNOWLEDGED_MS = 500;
const MAX_SEARCH_SECONDS = 5;
/** Limits during costly analyses of one member: searches of others in the same server, and in another server. */
const MAX_COSTLY_SECONDS = { here: 10, elsewhere: 3 };
const FLOOD = 'clicks';
const CLICKS = 20_000;

type Row = readonly [measure: string, value: number, limit: number];

const all = new Map<string, Attack>(Object.entries(attacks));
const names = [...all.keys(), FLOOD];
const limit = await createMemoryLimit(memory);
console.log(limit ? `The kernel limits the bot to ${memory} MB.` : 'Only the peak of the memory is measured.');
const shared = { main: 'dist/main.js', env: { MEMORY_MB: String(memory), THREADS: String(threads) }, limit };
try {
  for (const name of positionals.length > 0 ? z.array(z.enum(names)).parse(positionals) : names) {
    const attack = all.get(name);
    if (attack) await measure(name, attack);
    else await measureFlood();
  }
} finally {
  await limit?.remove();
}
// Requests that were in progress at the end of an attack are still waited for, up to 15 minutes.
process.exit();

async function measure(name: string, attack: Attack): Promise<void> {
  console.log(`${name}: ${attack.name}, for ${seconds} s`);
  const report = await runAttack(attack, { ...shared, seconds, restSeconds, size: { bytes: 1, requests: 1 } });
  const isCostly = attack === attacks.costly;
  judgeRows(report, [
    ['requests without a response', report.lost, 0],
    ['peak memory in MB', report.peakMb, Math.min(MAX_PEAK_MB, memory)],
    ['acknowledgement of others, 99th percentile in ms', report.acknowledgedMs, MAX_ACKNOWLEDGED_MS],
    [
      'longest short search in the same server in s',
      report.hereSeconds,
      isCostly ? MAX_COSTLY_SECONDS.here : MAX_SEARCH_SECONDS,
    ],
    [
      'longest short search in another server in s',
      report.elsewhereSeconds,
      isCostly ? MAX_COSTLY_SECONDS.elsewhere : MAX_SEARCH_SECONDS,
    ],
    ['errors in the log', report.bugs.length, 0],
  ]);
  const { requests, unfinished, searches, ownDelayMs } = report;
  console.log(
    `${requests} requests, ${unfinished} of them still in progress; ${searches} searches of others; the event loop of this script was late by ${ownDelayMs.toFixed(0)} ms (99th percentile)`,
  );
}

async function measureFlood(): Promise<void> {
  console.log(`${FLOOD}: ${CLICKS} clicks at once`);
  const report = await runFlood(CLICKS, shared);
  judgeRows(report, [
    ['clicks without a response', report.lost, 0],
    ['clicks answered more than 3 s after they were read', report.late, 0],
    ['peak memory in MB', report.peakMb, Math.min(MAX_PEAK_MB, memory)],
    ['errors in the log', report.bugs.length, 0],
  ]);
  console.log(`all answered within ${report.seconds.toFixed(1)} s`);
}

function judgeRows({ alive, bugs }: { alive: boolean; bugs: readonly string[] }, rows: readonly Row[]): void {
  console.table(
    rows.map(([measure, value, limit]) => ({ measure, value: Number(value.toFixed(1)), limit, held: value <= limit })),
  );
  if (!alive) console.log('the bot has ended');
  for (const bug of bugs.slice(0, 3)) console.log(bug);
  if (!alive || rows.some(([, value, limit]) => !(value <= limit))) process.exitCode = 1;
}
