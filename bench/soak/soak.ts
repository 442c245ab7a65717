import { parseArgs } from 'node:util';
import { z } from 'zod';
import { quantiles } from '../quantiles.ts';
import { runSoak, type Sample } from './run-soak.ts';
import { parts, slope } from './trend.ts';

/**
 * Runs the built bot under mixed load. Reports the memory and file descriptors of its process, errors in its log, missing
 * answers and, at the end, the content of the libraries on disk. `--rate` limits the interactions per second.
 *
 *   npm run soak -- [minutes=60] [--members N of each of two servers] [--rate N]
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { members: { type: 'string' }, rate: { type: 'string' } },
});
const minutes = z.coerce.number().positive().default(60).parse(positionals[0]);
const members = z.coerce.number().int().positive().default(6).parse(values.members);
const rate = z.coerce.number().positive().default(Number.POSITIVE_INFINITY).parse(values.rate);
const REPORT_MS = 60_000;

let reportedAt = 0;
const ours = process.cpuUsage();
const report = await runSoak({
  seconds: minutes * 60,
  members,
  rate,
  maxSounds: 150,
  strict: true,
  main: 'dist/main.js',
  onSample({ rssMb, heapMb, externalMb, descriptors, interactions, cpuSeconds }) {
    if (performance.now() < reportedAt + REPORT_MS) return;
    reportedAt = performance.now();
    const [rss, heap, external, cpu] = [rssMb, heapMb, externalMb, cpuSeconds].map(Math.round);
    console.log(
      `${interactions} interactions, RSS ${rss} MB, heap ${heap} MB, external ${external} MB, ${descriptors} descriptors, ${cpu} s of CPU`,
    );
  },
});
const { user, system } = process.cpuUsage(ours);

const { samples } = report;
const max = (part: readonly Sample[], of: (sample: Sample) => number) => Math.round(Math.max(...part.map(of)));
const min = (part: readonly Sample[], of: (sample: Sample) => number) => Math.round(Math.min(...part.map(of)));
const mean = (part: readonly Sample[], of: (sample: Sample) => number) =>
  Math.round(part.reduce((sum, sample) => sum + of(sample), 0) / part.length);

const seconds = (samples.at(-1)?.at ?? 0) * 3600;
console.log(
  `\n${report.interactions} interactions in ${(seconds / 60).toFixed(1)} minutes, ${report.pictures} pictures; the connection was dropped ${report.drops} times`,
);
console.table(report.actions);
console.table(
  parts(samples, 10).map((part) => ({
    'RSS mean (MB)': mean(part, ({ rssMb }) => rssMb),
    'RSS max (MB)': max(part, ({ rssMb }) => rssMb),
    'heap min (MB)': min(part, ({ heapMb }) => heapMb),
    'external min (MB)': min(part, ({ externalMb }) => externalMb),
    'descriptors mean': mean(part, ({ descriptors }) => descriptors),
    'descriptors max': max(part, ({ descriptors }) => descriptors),
  })),
);
const half = samples.slice(Math.floor(samples.length / 2));
const perHour = slope(half.map(({ at, rssMb }) => ({ at, value: rssMb })));
const descriptorsPerHour = slope(half.map(({ at, descriptors }) => ({ at, value: descriptors })));
const first = half[0];
const last = half.at(-1);
const rateNow = first && last ? (last.interactions - first.interactions) / (last.at - first.at) : Number.NaN;
const unhandled = report.bugs.filter((line) => /unhandledRejection|uncaughtException/.test(line));
console.log(
  `RSS, second half:  ${perHour.toFixed(1)} MB an hour, ${((perHour / rateNow) * 100_000).toFixed(1)} MB per 100,000 interactions`,
);
console.log(`descriptors:       ${descriptorsPerHour.toFixed(1)} an hour in the second half`);
console.log(
  `processor:         ${((last?.cpuSeconds ?? 0) / seconds).toFixed(2)} cores for the bot, ${((user + system) / 1e6 / seconds).toFixed(2)} for the members`,
);
console.log(`acknowledged:      ${quantiles(report.acknowledged)}`);
console.log(`missed 3 seconds:  ${report.missed}`);
console.log(`lost replies:      ${report.lost.length} ${report.lost.slice(0, 3).join('; ')}`);
console.log(`unhandled:         ${unhandled.length}`);
console.log(`bugs in the log:   ${report.bugs.length} ${report.bugs.slice(0, 3).join('; ')}`);
console.log(`stopped with:      ${report.stopped.status} after ${Math.round(report.stopped.ms)} ms`);
console.log(
  `on the disk:       ${report.sounds} sounds, ${report.unclear} unclear; wrong: ${report.wrong.join('; ') || 'nothing'}`,
);
const failed = report.lost.length + report.bugs.length + report.wrong.length > 0 || report.stopped.status !== 0;
if (failed) process.exitCode = 1;
