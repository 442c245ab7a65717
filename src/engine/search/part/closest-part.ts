import { loadSeries } from '../correlate-frames.ts';
import { PART_BANDS, PART_FRAME_SECONDS } from './part-levels.ts';

/** The part of the longer of two sounds that is most similar to the whole of the shorter one. */
export interface ClosestPart {
  readonly of: 'first' | 'second';
  /** Start and end of the part, in seconds from the beginning of the longer sound. */
  readonly from: number;
  readonly to: number;
  /** Correlation of the levels of the two, -1..1. */
  readonly similarity: number;
}

/** A sound, as its levels are stored for the search by part. */
export interface LeveledSound {
  readonly seconds: number;
  readonly levels: Uint8Array;
}

/** Minimum ratio of the longer duration to the shorter one; below it, no part is searched. */
const MIN_RATIO = 1.3;
/** Minimum duration of the shorter sound, in frames: 0.6 s. */
const MIN_FRAMES = 3;
/** Minimum correlation of the best position, and minimum difference to the mean correlation of all positions. */
const MIN_SIMILARITY = 0.5;
const MIN_PROMINENCE = 0.1;

/**
 * Finds the part of the longer sound that correlates best with the shorter sound, to a frame of 186 ms.
 * Slides the levels of the shorter sound along those of the longer one (normalized cross-correlation, Lewis 1995).
 * @returns null if the durations are similar, the shorter sound is too short, or no position correlates clearly best
 */
export function closestPart(first: LeveledSound, second: LeveledSound): ClosestPart | null {
  const [longer, shorter] = first.seconds >= second.seconds ? [first, second] : [second, first];
  const pattern = centered(shorter.levels);
  const isShort = pattern.length < MIN_FRAMES * PART_BANDS;
  if (longer.seconds < MIN_RATIO * shorter.seconds || isShort || longer.levels.length < pattern.length) return null;
  const similarities = slidingCorrelation(pattern, longer.levels);
  const similarity = similarities.reduce((best, here) => Math.max(best, here), -1);
  const mean = similarities.reduce((sum, here) => sum + here, 0) / similarities.length;
  if (similarity < MIN_SIMILARITY || similarity - mean < MIN_PROMINENCE) return null;
  const from = similarities.indexOf(similarity) * PART_FRAME_SECONDS;
  const to = Math.min(longer.seconds, from + shorter.seconds);
  return { of: longer === first ? 'first' : 'second', from, to, similarity };
}

/**
 * Subtracts the mean of the levels. Whole numbers are exact enough, and the sum of the products with the levels of a
 * sound of ten minutes fits in 32 bits.
 */
function centered(levels: Uint8Array): Int16Array {
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  return Int16Array.from(levels, (level) => Math.round(level - mean));
}

/** Computes the correlation of a pattern with the levels of a sound at each frame at which the pattern can begin. */
function slidingCorrelation(pattern: Int16Array, levels: Uint8Array): Float64Array {
  const { length } = pattern;
  const series = loadSeries({ length: levels.length, width: PART_BANDS, longest: length }, (out) => out.set(levels));
  const dots = series.correlate(pattern, (levels.length - length) / PART_BANDS + 1);
  const norm = Math.sqrt(pattern.reduce((sum, value) => sum + value * value, 0));
  const total = pattern.reduce((sum, value) => sum + value, 0);
  let [sum, square] = [0, 0];
  const add = (from: number, to: number, sign: number) => {
    for (let i = from; i < to; i++) {
      const level = levels[i] ?? 0;
      sum += sign * level;
      square += sign * level * level;
    }
  };
  add(0, length, 1);
  return Float64Array.from(dots, (dot, frame) => {
    if (frame > 0) {
      add((frame - 1) * PART_BANDS, frame * PART_BANDS, -1);
      add((frame - 1) * PART_BANDS + length, frame * PART_BANDS + length, 1);
    }
    const variance = square - (sum * sum) / length;
    // The mean of the pattern is not exactly 0, because its values are whole.
    const product = dot - (total * sum) / length;
    return variance > 1e-6 && norm > 0 ? product / (norm * Math.sqrt(variance)) : 0;
  });
}
