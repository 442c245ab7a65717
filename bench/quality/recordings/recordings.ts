/**
 * Evaluates what recordings are said to be to each other: false claims, recognized copies and costs.
 *
 *     npx tsx bench/quality/recordings/recordings.ts [SEED]
 *
 * Thresholds were chosen with the seed `choose`. Any other seed, such as the default `report`, makes other noises,
 * tunes, loops and texts, and takes the other half of the prompts and of the drum hits. Some sounds are made from Debian
 * packages, and the page says which of them are missing. `hydrogen-drumkits` is downloaded with apt. Takes an hour.
 */
import { recordingsReport } from './recordings-report.ts';

console.log(await recordingsReport(process.argv[2] ?? 'report'));
