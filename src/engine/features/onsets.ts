import { FFT_SIZE, HOP } from '../spectrum.ts';
import type { FrameDescriptors } from './frame-descriptors.ts';
import { MEL_BANDS } from './mel-bank.ts';

/** Number of frames on either side of an onset over which the local mean is taken. */
const MEAN_FRAMES = 8;
/** Number of frames on either side of an onset among which the onset must be the strongest. */
const MAX_FRAMES = 3;
/** Minimum strength of an onset: in dB, and as a fraction of the maximum strength in the sound. */
const MIN_DB = 0.5;
const MIN_SHARE = 0.2;
/** Minimum difference of an onset to the local mean, as a fraction of the maximum strength in the sound. */
const MIN_PROMINENCE = 0.15;

/** Number of frames at the start whose window reaches before the recording. These frames have no onsets. */
const EDGE = FFT_SIZE / 2 / HOP;

/**
 * Computes the onset strength of each frame (librosa.onset.onset_strength), 0 or more.
 * The strength is the rise in dB since the previous frame, averaged over the mel bands. It is 0 for silence, for a
 * steady sound and in the first `edge` frames.
 */
export function onsetStrength({ count, mel }: Pick<FrameDescriptors, 'count' | 'mel'>, edge = EDGE): Float32Array {
  const out = new Float32Array(count);
  for (let t = edge + 1; t < count; t++) {
    let sum = 0;
    for (let b = t * MEL_BANDS; b < (t + 1) * MEL_BANDS; b++) {
      sum += Math.max(0, (mel[b] ?? 0) - (mel[b - MEL_BANDS] ?? 0));
    }
    out[t] = sum / MEL_BANDS;
  }
  return out;
}

/** Finds onsets: local maxima of the onset strength that exceed the local mean (librosa.util.peak_pick). */
export function onsetFrames(strength: Float32Array): number[] {
  const max = strength.reduce((a, b) => Math.max(a, b), 0);
  const found: number[] = [];
  strength.forEach((here, t) => {
    if (here < MIN_DB || here < MIN_SHARE * max) return;
    let mean = 0;
    for (let k = -MEAN_FRAMES; k <= MEAN_FRAMES; k++) mean += (strength[t + k] ?? 0) / (2 * MEAN_FRAMES + 1);
    if (here > mean + MIN_PROMINENCE * max && isLocalMaximum(strength, t)) found.push(t);
  });
  return found;
}

/** Returns whether frame `t` is the first maximum of its neighbourhood. */
function isLocalMaximum(strength: Float32Array, t: number): boolean {
  const here = strength[t] ?? 0;
  for (let k = 1; k <= MAX_FRAMES; k++) {
    if ((strength[t - k] ?? 0) >= here || (strength[t + k] ?? 0) > here) return false;
  }
  return true;
}
