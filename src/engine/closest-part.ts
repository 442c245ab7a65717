import { SKETCH_BANDS, SKETCH_COLUMNS, type Sketch } from './sketch.ts';

/** The stretch of the longer of two sounds that is most like the whole of the shorter one. */
export interface ClosestPart {
  /** Which of the two is the longer. */
  readonly of: 'first' | 'second';
  /** Seconds from its beginning. */
  readonly from: number;
  readonly to: number;
  /** Correlation of the two spectrograms there, -1..1. */
  readonly similarity: number;
}

/** The longer sound must be this many times as long: else there is nothing to look for. */
const LEAST_RATIO = 1.3;
/** Moments that the shorter sound must last on the time scale of the longer one's sketch. */
const LEAST_MOMENTS = 4;
/** Correlation below this says nothing, and less than this above the mean of all places is no place of its own. */
const LEAST_SIMILARITY = 0.5;
const LEAST_PROMINENCE = 0.1;

/**
 * Slides the mel spectrogram of the shorter sound along that of the longer one and takes the place where the two
 * correlate best (normalised cross-correlation, Lewis 1995). As fine as the longer one's sketch: a 220th of its length.
 * @returns null where the sounds are about as long, the shorter is too short to tell, or no place stands out
 */
export function closestPart(first: Sketch, second: Sketch): ClosestPart | null {
  const [longer, shorter] = first.seconds >= second.seconds ? [first, second] : [second, first];
  const step = longer.seconds / SKETCH_COLUMNS;
  const moments = Math.round(shorter.seconds / step);
  if (longer.seconds < LEAST_RATIO * shorter.seconds || moments < LEAST_MOMENTS) return null;
  const pattern = centred(columnsOf(shorter, moments));
  const similarities = slide(pattern, longer.mel);
  const similarity = similarities.reduce((best, here) => Math.max(best, here), -1);
  const mean = similarities.reduce((sum, here) => sum + here, 0) / similarities.length;
  if (similarity < LEAST_SIMILARITY || similarity - mean < LEAST_PROMINENCE) return null;
  const from = similarities.indexOf(similarity) * step;
  const to = Math.min(longer.seconds, from + shorter.seconds);
  return { of: longer === first ? 'first' : 'second', from, to, similarity };
}

/** The correlation of a centred pattern with each stretch of as many columns of a spectrogram. */
function slide(pattern: Float64Array, mel: Uint8Array): Float64Array {
  const moments = pattern.length / SKETCH_BANDS;
  // Sums up to each column give the mean and the length of any stretch at once.
  const sums = new Float64Array(SKETCH_COLUMNS + 1);
  const squares = new Float64Array(SKETCH_COLUMNS + 1);
  for (let column = 0; column < SKETCH_COLUMNS; column++) {
    let [sum, square] = [sums[column] ?? 0, squares[column] ?? 0];
    for (let i = column * SKETCH_BANDS; i < (column + 1) * SKETCH_BANDS; i++) {
      const level = mel[i] ?? 0;
      sum += level;
      square += level * level;
    }
    sums[column + 1] = sum;
    squares[column + 1] = square;
  }
  return Float64Array.from({ length: SKETCH_COLUMNS - moments + 1 }, (_, place) => {
    const sum = (sums[place + moments] ?? 0) - (sums[place] ?? 0);
    const square = (squares[place + moments] ?? 0) - (squares[place] ?? 0);
    const variance = square - (sum * sum) / pattern.length;
    if (!(variance > 1e-6)) return 0;
    const start = place * SKETCH_BANDS;
    let product = 0;
    for (let i = 0; i < pattern.length; i++) product += (pattern[i] ?? 0) * (mel[start + i] ?? 0);
    return product / Math.sqrt(variance);
  });
}

/** A sketch's moments taken together, or repeated, so that there are `count` of them. */
function columnsOf({ mel }: Sketch, count: number): Float64Array {
  const out = new Float64Array(count * SKETCH_BANDS);
  for (let moment = 0; moment < count; moment++) {
    const from = Math.floor((moment * SKETCH_COLUMNS) / count);
    const to = Math.max(from + 1, Math.floor(((moment + 1) * SKETCH_COLUMNS) / count));
    for (let column = from; column < to; column++)
      for (let band = 0; band < SKETCH_BANDS; band++) {
        const at = moment * SKETCH_BANDS + band;
        out[at] = (out[at] ?? 0) + (mel[column * SKETCH_BANDS + band] ?? 0) / (to - from);
      }
  }
  return out;
}

/** Less its mean, and of length 1; zeros where nothing is left. */
function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const length = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0));
  return values.map((x) => (length > 1e-9 ? (x - mean) / length : 0));
}
