/**
 * Prints how well reasons separate pairs of sounds in 8 generated sets of clips.
 *
 *     npx tsx bench/quality/seeds.ts [SEED]
 *
 * Without a SEED, the sets are those of `npm run bench:quality`. Use another seed to choose a constant of the engine, and
 * a third one to report its effect.
 */
import { seedsReport } from './seeds-report.ts';

console.log(await seedsReport(process.argv[2] ?? 'report'));
