import { existsSync } from 'node:fs';
import { createFinder } from '../../../src/engine/search/create-finder.ts';
import { createRandom } from '../../../training/random.ts';
import { samplePackSounds } from '../recordings/sound-sets.ts';
import { table } from '../table.ts';
import { beatMeasures } from './beat-measures.ts';
import { costMeasures } from './cost-measures.ts';
import type { Measures } from './measures.ts';
import { otherSounds } from './other-sounds.ts';
import { partMeasures } from './part-measures.ts';
import { recordedLoops } from './recorded-loops.ts';
import { SOUNDFONT } from './render.ts';
import { tuneMeasures } from './tune-measures.ts';

/** Seeds with which no constant was chosen. */
const FRESH_SEEDS = ['report 4', 'report 5', 'report 6', 'report 7'];
const THREADS = 2;
/** What the report can be about. */
export const PARTS = ['tune', 'beat', 'part', 'costs'] as const;

/** Reports how well sounds are found by tune, beat and part: the mean over seeds, with the range; and the costs. */
export async function byEarReport(
  seeds: readonly string[] = FRESH_SEEDS,
  parts: readonly (typeof PARTS)[number][] = PARTS,
): Promise<string> {
  // Without the soundfont, FluidSynth plays another one, on which fewer tunes are found.
  for (const file of ['/usr/bin/fluidsynth', SOUNDFONT]) if (!existsSync(file)) return `${file} is not installed.`;
  const sounds = await samplePackSounds();
  const samples = sounds.map((sound) => sound.samples);
  const othersOf = async (seed: string) => [
    ...samples,
    ...(await otherSounds(createRandom(`others ${seed}`), 500 - samples.length)),
  ];
  const measured: Measures[] = [];
  const finder = createFinder({ threads: THREADS, timeoutMs: 60_000 });
  for (const seed of seeds) {
    const others = parts.includes('tune') || parts.includes('part') ? await othersOf(seed) : [];
    measured.push({
      ...(parts.includes('tune') && (await tuneMeasures(seed, others, finder))),
      ...(parts.includes('beat') && (await beatMeasures(seed, samples))),
      ...(parts.includes('part') && (await partMeasures(seed, others))),
    });
    // A run over several seeds takes minutes, and what was measured is seen although it is stopped.
    console.error(`${seed}: ${JSON.stringify(measured.at(-1))}`);
  }
  await finder.close();
  const rows = Object.keys(measured[0] ?? {}).map((name) => {
    const values = measured.map((measures) => measures[name] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return [name, mean, `${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)}`];
  });
  return [
    ...(rows.length > 0 ? [table([`synthetic measure, ${seeds.length} seeds`, 'mean', 'by seed'], rows)] : []),
    ...(parts.includes('beat') ? [recordedLoops(sounds)] : []),
    ...(parts.includes('costs') ? [await costMeasures(await othersOf(seeds[0] ?? ''))] : []),
  ].join('\n\n');
}
