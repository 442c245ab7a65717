import { BLOCK_DIMENSIONS, type Embedding, FEATURE_NAMES, type FeatureName, mapFeatures } from './embedding.ts';
import { FEATURE_RATE } from './pcm.ts';
import { seededRandom } from './seeded-random.ts';

/**
 * RMS of the loudest 3 ms up to which a sound counts as silent: -80 dB relative to full scale.
 * A muted microphone gives noise of one quantization step of 16-bit audio, at most -90 dB. Dithered silence stays below
 * -80 dB too.
 */
export const SILENCE_RMS = 1e-4;
const STEP = Math.round(0.003 * FEATURE_RATE);

/** Returns whether samples at {@link FEATURE_RATE} are silent, or nearly so. */
export function isSilent(samples: Float32Array): boolean {
  for (let start = 0; start < samples.length; start += STEP) {
    let squares = 0;
    for (let i = start; i < Math.min(samples.length, start + STEP); i++) squares += (samples[i] ?? 0) ** 2;
    if (squares / STEP > SILENCE_RMS ** 2) return false;
  }
  return true;
}

/**
 * The acoustic blocks of every silent sound: a fixed direction each, nearly at a right angle to the blocks of sounds.
 * Like all blocks, they have a Euclidean norm of 1. {@link isSilence} recognizes them.
 */
export const SILENT_BLOCKS: Readonly<Record<FeatureName, Float32Array>> = mapFeatures((name) => {
  const next = seededRandom(BLOCK_DIMENSIONS[name]);
  const direction = Float64Array.from({ length: BLOCK_DIMENSIONS[name] }, () => next() + next() + next() - 1.5);
  const norm = Math.hypot(...direction);
  return Float32Array.from(direction, (x) => x / norm);
});

/** Returns whether a sound is silent, or nearly so. Silence matches nothing. */
export function isSilence({ features }: Pick<Embedding, 'features'>): boolean {
  return FEATURE_NAMES.every((name) => features[name].every((x, i) => x === SILENT_BLOCKS[name][i]));
}
