/**
 * Evaluates the relations that the engine finds: how many are wrong, how many copies are recognized, and the costs.
 *
 *     npx tsx bench/quality/recordings/recordings.ts [SEED [GROUP...]]
 *
 * The thresholds were chosen with the seed `choose`. Any other seed, such as the default `report`, generates other
 * noises, tunes, loops and texts, and selects the other half of the telephone prompts and of the drum hits. Some sounds
 * are made from Debian packages; the report says which packages are missing. The package `hydrogen-drumkits` is
 * downloaded with apt. The evaluation takes an hour. A GROUP computes only a part of it: `recorded` (the same sounds for
 * all seeds but `choose`), `generated`, `jingles`, `samples`, `music` or `costs`.
 */
import { z } from 'zod';
import { GROUPS, recordingsReport } from './recordings-report.ts';

const [seed = 'report', ...groups] = process.argv.slice(2);
console.log(await recordingsReport(seed, groups.length > 0 ? z.array(z.enum(GROUPS)).parse(groups) : GROUPS));
