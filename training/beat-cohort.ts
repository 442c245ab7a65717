/**
 * Generates the loops with which every beat is compared, and writes their patterns.
 *
 *     npx tsx training/beat-cohort.ts
 */
import { writeFile } from 'node:fs/promises';
import { createMonoResampler } from '../src/engine/resample/mono-resampler.ts';
import { bandPowers } from '../src/engine/search/band-powers.ts';
import { onsetPattern } from '../src/engine/search/beat/onset-pattern.ts';
import { DRUM_CHANNEL } from './drum-kits.ts';
import { drumPatterns, playDrums } from './drum-loops.ts';
import { renderPassages } from './fluidsynth.ts';
import { createRandom } from './random.ts';

const COUNT = 24;
const SECONDS = 5;
const SOUNDFONT = '/usr/share/sounds/sf2/TimGM6mb.sf2';
const OUTPUT = new URL('../src/engine/search/beat/cohort.generated.json', import.meta.url);

const random = createRandom('beat cohort');
const passages = Array.from({ length: COUNT }, (_, i) => {
  const pattern = drumPatterns[i % drumPatterns.length];
  if (!pattern) throw new RangeError('there are no patterns');
  const notes = playDrums(pattern, random.whole(70, 170), SECONDS, random);
  const programs = [{ channel: DRUM_CHANNEL, program: random.pick([0, 8, 16, 24, 25, 32, 40]) }];
  return { notes, programs, seconds: SECONDS };
});
const sounds = await renderPassages(passages, { soundfont: SOUNDFONT, reverb: true });
const patterns = sounds.map(({ samples, rate }) => {
  const resampler = createMonoResampler({ rate, channels: 1, withClap: false });
  resampler.write(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  return Buffer.from(onsetPattern(bandPowers(resampler.finish().feature))).toString('base64');
});
await writeFile(OUTPUT, `${JSON.stringify({ patterns }, null, 2)}\n`);
