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
  const places = SKETCH_COLUMNS - moments + 1;
  const similarities = Float64Array.from({ length: places }, (_, place) => {
    const [from, to] = [place * SKETCH_BANDS, (place + moments) * SKETCH_BANDS];
    return correlation(pattern, centred(Float64Array.from(longer.mel.subarray(from, to))));
  });
  const similarity = similarities.reduce((best, here) => Math.max(best, here), -1);
  const mean = similarities.reduce((sum, here) => sum + here, 0) / places;
  if (similarity < LEAST_SIMILARITY || similarity - mean < LEAST_PROMINENCE) return null;
  const from = similarities.indexOf(similarity) * step;
  const to = Math.min(longer.seconds, from + shorter.seconds);
  return { of: longer === first ? 'first' : 'second', from, to, similarity };
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

function correlation(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
