import { quantiles } from '../quantiles.ts';
import { runSoak, type Sample } from './run-soak.ts';

/**
 * The whole bot under mixed load for as long as is asked for, watched from outside: memory, file descriptors, bugs in
 * the log, replies that never come, and at the end what is on the disk.
 *
 *   npm run soak -- [minutes=60] [members of each of two servers=6]
 */
const [minutes = 60, members = 6] = process.argv.slice(2).map(Number);

let said = 0;
const report = await runSoak({
  seconds: minutes * 60,
  members,
  maxSounds: 150,
  strict: true,
  onSample({ rssMb, descriptors, interactions }) {
    if (performance.now() < said + 30_000) return;
    said = performance.now();
    console.log(`${interactions} interactions, ${Math.round(rssMb)} MB, ${descriptors} descriptors`);
  },
});

const quarters = Array.from({ length: 4 }, (_, index) => {
  const size = Math.ceil(report.samples.length / 4);
  return report.samples.slice(index * size, (index + 1) * size);
});
const most = (samples: readonly Sample[], of: (sample: Sample) => number) => Math.round(Math.max(...samples.map(of)));
const mean = (samples: readonly Sample[], of: (sample: Sample) => number) =>
  Math.round(samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length);

console.log(
  `\n${report.interactions} interactions in ${minutes} minutes; the connection was dropped ${report.drops} times`,
);
console.table(report.deeds);
console.table(
  quarters.map((samples) => ({
    'RSS mean (MB)': mean(samples, ({ rssMb }) => rssMb),
    'RSS most (MB)': most(samples, ({ rssMb }) => rssMb),
    'descriptors mean': mean(samples, ({ descriptors }) => descriptors),
    'descriptors most': most(samples, ({ descriptors }) => descriptors),
  })),
);
console.log(`acknowledged:      ${quantiles(report.acknowledged)}`);
console.log(`missed 3 seconds:  ${report.missed}`);
console.log(`lost replies:      ${report.lost.length} ${report.lost.slice(0, 3).join('; ')}`);
console.log(`bugs in the log:   ${report.bugs.length} ${report.bugs.slice(0, 3).join('; ')}`);
console.log(`stopped with:      ${report.stopped.status} after ${Math.round(report.stopped.ms)} ms`);
console.log(`on the disk:       ${report.sounds} sounds; wrong: ${report.wrong.join('; ') || 'nothing'}`);
if (report.lost.length + report.bugs.length + report.wrong.length > 0) process.exitCode = 1;
