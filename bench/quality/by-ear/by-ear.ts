/**
 * Evaluates the searches by tune, beat and part on synthetic data, and their costs.
 *
 *     npx tsx bench/quality/by-ear/by-ear.ts [SEED...]
 *
 * The constants were chosen with the seed `choose`; the default seeds are fresh. Needs fluidsynth and its soundfont
 * TimGM6mb (Debian packages `fluidsynth` and `timgm6mb-soundfont`). Takes minutes.
 */
import { byEarReport } from './by-ear-report.ts';

const seeds = process.argv.slice(2);
console.log(await byEarReport(seeds.length > 0 ? seeds : ['report 1', 'report 2']));
