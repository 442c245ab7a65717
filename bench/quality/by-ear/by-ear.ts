/**
 * Evaluates the searches by tune, beat and part on synthetic data, and their costs.
 *
 *     npx tsx bench/quality/by-ear/by-ear.ts [SEED...]
 *
 * The constants were chosen with the seeds `choose`, `choose 1` and `choose 2`, those of the search by tune on 22
 * instruments, pure and decaying ones among them. The default seeds are fresh. Needs fluidsynth and its soundfont
 * TimGM6mb (Debian packages `fluidsynth` and `timgm6mb-soundfont`). Takes minutes.
 */
import { byEarReport } from './by-ear-report.ts';

const seeds = process.argv.slice(2);
console.log(await byEarReport(seeds.length > 0 ? seeds : ['report 2', 'report 3']));
