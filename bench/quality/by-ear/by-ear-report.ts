import { existsSync } from 'node:fs';
import { createRandom } from '../../../training/random.ts';
import { samplePackSounds } from '../recordings/sound-sets.ts';
import { table } from '../table.ts';
import { beatMeasures } from './beat-measures.ts';
import { costMeasures } from './cost-measures.ts';
import type { Measures } from './measures.ts';
import { otherSounds } from './other-sounds.ts';
import { partMeasures } from './part-measures.ts';
import { tuneMeasures } from './tune-measures.ts';

/** Reports how well sounds are found by tune, beat and part: the mean over seeds, with the range; and the costs. */
export async function byEarReport(seeds: readonly string[]): Promise<string> {
  if (!existsSync('/usr/bin/fluidsynth')) return 'The Debian package `fluidsynth` is not installed.';
  const samples = (await samplePackSounds()).map((sound) => sound.samples);
  const all: Measures[] = [];
  let costs = '';
  for (const seed of seeds) {
    const others = [...samples, ...(await otherSounds(createRandom(`others ${seed}`), 294))];
    all.push({
      ...(await tuneMeasures(seed, others)),
      ...(await beatMeasures(seed, samples)),
      ...(await partMeasures(seed, others)),
    });
    costs ||= await costMeasures(others);
  }
  const rows = Object.keys(all[0] ?? {}).map((name) => {
    const values = all.map((measures) => measures[name] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return [name, mean, `${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)}`];
  });
  return `${table(['synthetic measure', 'mean', 'by seed'], rows)}\n\n${costs}`;
}
