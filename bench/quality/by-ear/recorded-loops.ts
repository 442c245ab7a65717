import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { bandPowers } from '../../../src/engine/search/band-powers.ts';
import { cohortLikeness } from '../../../src/engine/search/beat/cohort.ts';
import { onsetPattern } from '../../../src/engine/search/beat/onset-pattern.ts';
import { beatQuery, searchBeats } from '../../../src/engine/search/beat/search-beats.ts';
import type { NamedSound } from '../recordings/sound-sets.ts';
import { table } from '../table.ts';

const MIN_SECONDS = 4;
/** How much faster the second half is than the first. */
const SPEEDS = [0.92, 1, 1.08];

/** Reports at which rank the second halves of recorded loops find the first halves by beat, among all sounds. */
export function recordedLoops(sounds: readonly NamedSound[]): string {
  const isLoop = ({ name, samples }: NamedSound) =>
    name.startsWith('loop_') && samples.length >= MIN_SECONDS * FEATURE_RATE;
  const beats = sounds.map((sound) => {
    const { samples } = sound;
    const pattern = onsetPattern(bandPowers(isLoop(sound) ? samples.subarray(0, samples.length / 2) : samples));
    return { pattern, cohort: cohortLikeness(pattern) };
  });
  const rows = sounds.flatMap((sound, index) => {
    if (!isLoop(sound)) return [];
    const ranks = SPEEDS.map((speed) => {
      const half = atSpeed(sound.samples.subarray(sound.samples.length / 2), speed);
      const query = beatQuery(onsetPattern(bandPowers(half)));
      return query ? 1 + searchBeats(query, beats, sounds.length).findIndex((hit) => hit.index === index) : 0;
    });
    return [[sound.name, ...ranks.map((rank) => (rank === 0 ? 'not found' : String(rank)))]];
  });
  return table(['recorded loop: rank of its first half', ...SPEEDS.map((speed) => `second half at ${speed}`)], rows);
}

function atSpeed(samples: Float32Array, speed: number): Float32Array {
  return Float32Array.from({ length: Math.floor(samples.length / speed) }, (_, i) => {
    const at = Math.floor(i * speed);
    const share = i * speed - at;
    return (1 - share) * (samples[at] ?? 0) + share * (samples[at + 1] ?? 0);
  });
}
