import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { findQueryOf, findSounds } from '../../../src/engine/search/find-query.ts';
import { searchDataOf } from '../../../src/engine/search/search-data.ts';
import { encodeAudio } from '../../../tests/helpers/encode-audio.ts';
import { createRandom } from '../../../training/random.ts';
import { decodeSamples } from '../recordings/sound-sets.ts';
import { type Measures, shareOf } from './measures.ts';

const EXCERPTS = 60;
const SECONDS = 3;
const GAIN = 10 ** (-12 / 20);

/** Measures how well excerpts of 3 s, as MP3 files at -12 dB, find 60 sounds of more than 6 s, and the place. */
export async function partMeasures(seed: string, sounds: readonly Float32Array[]): Promise<Measures> {
  const random = createRandom(`excerpts ${seed}`);
  const data = sounds.map((sound) => searchDataOf(sound).data);
  const long = [...sounds.keys()].filter((i) => (sounds[i]?.length ?? 0) > 2 * SECONDS * FEATURE_RATE);
  const found: boolean[] = [];
  const placed: boolean[] = [];
  for (const i of random.sample(long, EXCERPTS)) {
    const sound = sounds[i] ?? new Float32Array();
    const from = random.uniform(0, sound.length / FEATURE_RATE - SECONDS);
    const excerpt = sound.slice(from * FEATURE_RATE, (from + SECONDS) * FEATURE_RATE).map((sample) => GAIN * sample);
    const copy = await decodeSamples(await encodeAudio(excerpt, FEATURE_RATE, 'mp3'));
    const hits = findSounds(findQueryOf(copy, 'part'), data, 3);
    const hit = hits.find(({ index }) => index === i);
    found.push(hit !== undefined);
    placed.push(hit !== undefined && Math.abs(hit.from - from) <= 1 && Math.abs(hit.to - from - SECONDS) <= 1);
  }
  return { 'part: source in the top 3': shareOf(found), 'part: range within 1 s': shareOf(placed) };
}
