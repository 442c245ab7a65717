import { SKETCH_BANDS, SKETCH_COLUMNS, type Sketch } from './sketch.ts';

/** The part of the longer of two sounds that is most similar to the whole of the shorter one. */
export interface ClosestPart {
  readonly of: 'first' | 'second';
  /** Start and end of the part, in seconds from the beginning of the longer sound. */
  readonly from: number;
  readonly to: number;
  /** Correlation of the two spectrograms, -1..1. */
  readonly similarity: number;
}

/** Minimum ratio of the longer duration to the shorter one; below it, no part is searched. */
const MIN_RATIO = 1.3;
/** Minimum duration of the shorter sound, in spectrogram columns of the longer sound. */
const MIN_COLUMNS = 4;
/** Minimum correlation of the best position, and minimum difference to the mean correlation of all positions. */
const MIN_SIMILARITY = 0.5;
const MIN_PROMINENCE = 0.1;

/**
 * Finds the part of the longer sound that correlates best with the shorter sound.
 * Slides the shorter spectrogram along the longer one (normalized cross-correlation, Lewis 1995), in steps of one
 * spectrogram column: 1/220 of the longer duration.
 * @returns null if the durations are similar, the shorter sound is too short, or no position correlates clearly best
 */
export function closestPart(first: Sketch, second: Sketch): ClosestPart | null {
  const [longer, shorter] = first.seconds >= second.seconds ? [first, second] : [second, first];
  const step = longer.seconds / SKETCH_COLUMNS;
  const columns = Math.round(shorter.seconds / step);
  if (longer.seconds < MIN_RATIO * shorter.seconds || columns < MIN_COLUMNS) return null;
  const pattern = centred(columnsOf(shorter, columns));
  const similarities = slidingCorrelation(pattern, longer.spectrogram);
  const similarity = similarities.reduce((best, here) => Math.max(best, here), -1);
  const mean = similarities.reduce((sum, here) => sum + here, 0) / similarities.length;
  if (similarity < MIN_SIMILARITY || similarity - mean < MIN_PROMINENCE) return null;
  const from = similarities.indexOf(similarity) * step;
  const to = Math.min(longer.seconds, from + shorter.seconds);
  return { of: longer === first ? 'first' : 'second', from, to, similarity };
}

/** Computes the correlation of a pattern (mean 0, length 1) with a spectrogram at each time position. */
function slidingCorrelation(pattern: Float64Array, spectrogram: Uint8Array): Float64Array {
  const columns = pattern.length / SKETCH_BANDS;
  // Prefix sums give the mean and the variance of the spectrogram at any position in constant time.
  const sums = new Float64Array(SKETCH_COLUMNS + 1);
  const squares = new Float64Array(SKETCH_COLUMNS + 1);
  for (let column = 0; column < SKETCH_COLUMNS; column++) {
    let [sum, square] = [sums[column] ?? 0, squares[column] ?? 0];
    for (let i = column * SKETCH_BANDS; i < (column + 1) * SKETCH_BANDS; i++) {
      const level = spectrogram[i] ?? 0;
      sum += level;
      square += level * level;
    }
    sums[column + 1] = sum;
    squares[column + 1] = square;
  }
  return Float64Array.from({ length: SKETCH_COLUMNS - columns + 1 }, (_, position) => {
    const sum = (sums[position + columns] ?? 0) - (sums[position] ?? 0);
    const square = (squares[position + columns] ?? 0) - (squares[position] ?? 0);
    const variance = square - (sum * sum) / pattern.length;
    if (!(variance > 1e-6)) return 0;
    const start = position * SKETCH_BANDS;
    let product = 0;
    for (let i = 0; i < pattern.length; i++) product += (pattern[i] ?? 0) * (spectrogram[start + i] ?? 0);
    return product / Math.sqrt(variance);
  });
}

/** Resamples a spectrogram to `count` columns, by averaging or repeating columns. */
function columnsOf({ spectrogram }: Sketch, count: number): Float64Array {
  const out = new Float64Array(count * SKETCH_BANDS);
  for (let target = 0; target < count; target++) {
    const from = Math.floor((target * SKETCH_COLUMNS) / count);
    const to = Math.max(from + 1, Math.floor(((target + 1) * SKETCH_COLUMNS) / count));
    for (let column = from; column < to; column++)
      for (let band = 0; band < SKETCH_BANDS; band++) {
        const at = target * SKETCH_BANDS + band;
        out[at] = (out[at] ?? 0) + (spectrogram[column * SKETCH_BANDS + band] ?? 0) / (to - from);
      }
  }
  return out;
}

/** Subtracts the mean of the values, and scales them to a Euclidean norm of 1. Returns zeros for constant values. */
function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const length = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0));
  return values.map((x) => (length > 1e-9 ? (x - mean) / length : 0));
}
