import { FEATURE_RATE } from '../../pcm.ts';
import { PATTERN_BANDS, PATTERN_HOP } from './onset-pattern.ts';

/** A pattern whose bands have mean 0 and equal deviations, ready to be correlated. */
export interface Beat {
  /** Four values per frame: one for each band, and a zero. */
  readonly values: Float32Array;
  readonly frames: number;
  /** Duration of a frame in seconds. */
  readonly frameSeconds: number;
}

export const LANES = 4;
/** Half the width of the running mean that is subtracted, in frames: 1 s. */
const MEAN_REACH = Math.round(FEATURE_RATE / PATTERN_HOP);
/** Minimum deviation of a band relative to that of the strongest band, so that noise in an empty band stays small. */
const MIN_DEVIATION = 0.15;
/** Power of the bytes of a pattern: loud onsets count more. */
const POWER = 1.25;
const STRENGTHS = Float32Array.from({ length: 256 }, (_, byte) => (byte / 255) ** POWER);
/** Maximum magnitude of a value, in deviations: one loud hit does not decide. */
const MAX_VALUE = 4;
/** Weights of a frame and of its two neighbors: a smoothing by 93 ms. */
const SMOOTHING = [0.4, 0.3] as const;

/** Normalizes a pattern: subtracts running means, scales each band to unit deviation, and smooths by 93 ms. */
export function normalizePattern(pattern: Uint8Array): Beat {
  const frames = Math.floor(pattern.length / PATTERN_BANDS);
  const values = new Float32Array(frames * LANES);
  const deviations: number[] = [];
  for (let band = 0; band < PATTERN_BANDS; band++) {
    const strengthAt = (frame: number) => STRENGTHS[pattern[frame * PATTERN_BANDS + band] ?? 0] ?? 0;
    let [sum, from, to, squares] = [0, 0, 0, 0];
    for (let t = 0; t < frames; t++) {
      for (; to < Math.min(frames, t + MEAN_REACH + 1); to++) sum += strengthAt(to);
      for (; from < t - MEAN_REACH; from++) sum -= strengthAt(from);
      const value = strengthAt(t) - sum / (to - from);
      values[t * LANES + band] = value;
      squares += value * value;
    }
    deviations.push(Math.sqrt(squares / Math.max(1, frames)));
  }
  const min = Math.max(1e-6, MIN_DEVIATION * Math.max(...deviations));
  for (let band = 0; band < PATTERN_BANDS; band++) {
    const scale = 1 / Math.max(min, deviations[band] ?? 0);
    for (let t = 0; t < frames; t++)
      values[t * LANES + band] = Math.max(-MAX_VALUE, Math.min(MAX_VALUE, scale * (values[t * LANES + band] ?? 0)));
  }
  return { values: smoothed(values), frames, frameSeconds: PATTERN_HOP / FEATURE_RATE };
}

/** Smooths the values of each band. The end of a pattern is followed by its beginning, as in a loop. */
function smoothed(values: Float32Array): Float32Array {
  const { length } = values;
  const out = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const neighbors = (values[i < LANES ? i + length - LANES : i - LANES] ?? 0) + (values[(i + LANES) % length] ?? 0);
    out[i] = SMOOTHING[0] * (values[i] ?? 0) + SMOOTHING[1] * neighbors;
  }
  return out;
}

/** Returns a pattern at another speed: `ratio` times as fast. Values are interpolated. */
export function atSpeed({ values, frames, frameSeconds }: Beat, ratio: number): Beat {
  const count = Math.max(1, Math.round(frames / ratio));
  const out = new Float32Array(count * LANES);
  for (let t = 0; t < count; t++) {
    const at = Math.min(frames - 1, t * ratio);
    const low = Math.floor(at);
    const high = Math.min(frames - 1, low + 1);
    for (let lane = 0; lane < PATTERN_BANDS; lane++) {
      const a = values[low * LANES + lane] ?? 0;
      out[t * LANES + lane] = a + (at - low) * ((values[high * LANES + lane] ?? 0) - a);
    }
  }
  return { values: out, frames: count, frameSeconds };
}

/** Returns a pattern with half as many frames. */
export function halved({ values, frames, frameSeconds }: Beat): Beat {
  const count = Math.max(1, Math.floor(frames / 2));
  const out = new Float32Array(count * LANES);
  for (let t = 0; t < count; t++)
    for (let lane = 0; lane < PATTERN_BANDS; lane++)
      out[t * LANES + lane] = 0.5 * ((values[2 * t * LANES + lane] ?? 0) + (values[(2 * t + 1) * LANES + lane] ?? 0));
  return { values: out, frames: count, frameSeconds: 2 * frameSeconds };
}
