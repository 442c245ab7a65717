import { FFT_SIZE, HOP } from '../spectrum.ts';
import type { FrameDescriptors } from './analyze-frames.ts';
import { MEL_BANDS } from './mel.ts';

/** Frames on either side that a beginning must stand out from, and be the highest among. */
const NEIGHBOURHOOD = 8;
const CLEARANCE = 3;
/** Least rise of a beginning: in dB, relative to the steepest, and above its neighbourhood relative to the steepest. */
const LEAST_DB = 0.5;
const LEAST_SHARE = 0.2;
const LEAST_PROMINENCE = 0.15;

/** Frames in which the window is still filling: what rises there is the edge of the recording. */
const EDGE = FFT_SIZE / 2 / HOP;

/**
 * Onset strength, one number a frame: mean over the mel bands of the rise in dB since the frame before, 0 or more
 * (librosa.onset.onset_strength). Silence and steady sounds give zeros, and so do the first `edge` frames.
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

/** Frames at which something begins: maxima of the onset strength that stand out from what is around them. */
export function onsetFrames(strength: Float32Array): number[] {
  const steepest = strength.reduce((a, b) => Math.max(a, b), 0);
  const found: number[] = [];
  strength.forEach((here, t) => {
    if (here < LEAST_DB || here < LEAST_SHARE * steepest) return;
    let mean = 0;
    for (let k = -NEIGHBOURHOOD; k <= NEIGHBOURHOOD; k++) mean += (strength[t + k] ?? 0) / (2 * NEIGHBOURHOOD + 1);
    if (here > mean + LEAST_PROMINENCE * steepest && isHighest(strength, t)) found.push(t);
  });
  return found;
}

/** Whether no frame within reach is higher, nor as high and earlier. */
function isHighest(strength: Float32Array, t: number): boolean {
  const here = strength[t] ?? 0;
  for (let k = 1; k <= CLEARANCE; k++) {
    if ((strength[t - k] ?? 0) >= here || (strength[t + k] ?? 0) > here) return false;
  }
  return true;
}
