/** Prints what remains of the similarity of each feature after changes of a sound: `npx tsx bench/quality/invariance.ts`. */
import { digitPaths, sonicPiPaths } from './data-sets.ts';
import { invarianceReport } from './invariance-report.ts';
import { decodeSamples } from './recordings/sound-sets.ts';
import { embedSamples } from './sound.ts';

const paths = [...sonicPiPaths(), ...digitPaths()];
const library = [];
for (const file of paths) library.push({ embedding: embedSamples(await decodeSamples(file)) });
console.log(await invarianceReport(paths, library));
