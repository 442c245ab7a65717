import { seededRandom } from '../../src/engine/seeded-random.ts';

const NOTES_PER_SECOND = 6;
const PARTIALS = 5;

/** Returns a tune of plucked notes at random pitches and times, the same for the same seed. Seeds share no note. */
export function melody(seed: number, seconds: number, rate: number): Float32Array {
  const random = seededRandom(seed);
  const samples = new Float32Array(Math.round(rate * seconds));
  for (let note = 0; note < seconds * NOTES_PER_SECOND; note++) {
    const start = Math.round(((note + 0.5 * random()) / NOTES_PER_SECOND) * rate);
    const hertz = 200 * 2 ** (3 * random());
    const level = 0.05 + 0.1 * random();
    const end = Math.min(samples.length, start + Math.round(0.4 * rate));
    for (let i = start; i < end; i++) {
      const time = (i - start) / rate;
      for (let partial = 1; partial <= PARTIALS; partial++) {
        const tone = Math.sin(2 * Math.PI * hertz * partial * time);
        samples[i] = (samples[i] ?? 0) + (level / partial) * Math.exp(-8 * time) * tone;
      }
    }
  }
  return samples;
}

/** Returns samples played `ratio` times as fast, by linear interpolation. */
export function faster(samples: Float32Array, ratio: number): Float32Array {
  return Float32Array.from({ length: Math.floor(samples.length / ratio) }, (_, i) => {
    const at = Math.floor(i * ratio);
    const between = i * ratio - at;
    return (1 - between) * (samples[at] ?? 0) + between * (samples[at + 1] ?? 0);
  });
}

export function concatenate(...parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => Array.from(part)));
}
