/**
 * Evaluates the searches by tune, beat and part on synthetic data, on recorded loops, and their costs.
 *
 *     npx tsx bench/quality/by-ear/by-ear.ts [--only tune|beat|part|costs] [SEED...]
 *
 * The constants were chosen with the seeds `choose`, `choose 1`, `choose 2`, `choose 3` and `choose 4`, those of the
 * search by tune on 22 instruments, pure and decaying ones among them. The default seeds are fresh. Needs fluidsynth and
 * its soundfont TimGM6mb (Debian packages `fluidsynth` and `timgm6mb-soundfont`). Takes minutes.
 */
import { parseArgs } from 'node:util';
import { byEarReport, PARTS } from './by-ear-report.ts';

const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });
const parts = PARTS.filter((part) => values.only === undefined || part === values.only);
if (parts.length === 0) throw new RangeError(`--only is one of ${PARTS.join(', ')}`);
console.log(await byEarReport(positionals.length > 0 ? positionals : undefined, parts));
