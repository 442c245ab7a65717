import type { FrameDescriptors } from './analyze-frames.ts';
import { MEL_BANDS } from './mel.ts';
import { columnCorrelations, columnDeviations, columnMeans, columnQuantiles, deltas } from './moments.ts';

/** Coefficients that give the outline of the spectrum, and as many finer ones after them. */
const COEFFICIENTS = 20;
/** Movement in dB²: what hardly moves does not move together. */
const CORRELATED = { first: 1, last: 12, movement: 10 };

const HALF = MEL_BANDS / 2;
/** Orthonormal DCT-II of the lower half of the mel bands, one row a coefficient; the upper half mirrors it. */
const DCT = Float64Array.from({ length: 2 * COEFFICIENTS * HALF }, (_, i) => {
  const k = Math.floor(i / HALF);
  const scale = Math.sqrt((k === 0 ? 1 : 2) / MEL_BANDS);
  return scale * Math.cos((Math.PI * k * ((i % HALF) + 0.5)) / MEL_BANDS);
});

/**
 * Timbre: the shape of the spectrum, smoothed as the ear smooths it, and how it moves.
 *
 * Mel-frequency cepstral coefficients in dB (librosa.feature.mfcc over 64 Slaney mel bands up to 9.5 kHz, floor 70 dB
 * below the loudest band, after masking), of which: of coefficients 0..19 mean, deviation, 10/50/90 % quantiles and
 * deviation of the frame-to-frame difference over the audible frames, mean over the loud moments, mean over what is
 * between them; of 20..39, which hear how a voice or a string is pitched and how rough it is, mean and deviation; and
 * how 1..12 move together, as the covariance of each two over the product of their deviations plus 10 dB² (after
 * Mandel and Ellis 2005, who compare songs by the covariance).
 * 266 numbers, any sign, deaf to gain.
 */
export function mfccStatistics(frames: FrameDescriptors): Float64Array {
  const { whole, loud, quiet } = frames.weights;
  const outline = mfccFrames({ count: frames.count, mel: frames.masked });
  const means = columnMeans(outline, COEFFICIENTS, whole);
  const deviations = columnDeviations(outline, COEFFICIENTS, whole, means);
  const moves = deltas(outline, COEFFICIENTS);
  const detail = mfccFrames({ count: frames.count, mel: frames.masked }, COEFFICIENTS);
  const detailMeans = columnMeans(detail, COEFFICIENTS, whole);
  return Float64Array.from([
    ...means,
    ...deviations,
    ...columnQuantiles(outline, COEFFICIENTS, whole, [0.1, 0.5, 0.9]),
    ...columnDeviations(moves, COEFFICIENTS, whole, new Float64Array(COEFFICIENTS)),
    ...columnMeans(outline, COEFFICIENTS, loud),
    ...columnMeans(outline, COEFFICIENTS, quiet),
    ...detailMeans,
    ...columnDeviations(detail, COEFFICIENTS, whole, detailMeans),
    ...columnCorrelations(outline, COEFFICIENTS, whole, means, deviations, CORRELATED),
  ]);
}

/** Mel-frequency cepstral coefficients, 20 of them from the `first` on, which is 0 or 20: `frames x 20`. */
export function mfccFrames({ count, mel }: Pick<FrameDescriptors, 'count' | 'mel'>, first = 0): Float32Array {
  const out = new Float32Array(count * COEFFICIENTS);
  // Even coefficients are the same on both sides of the middle, odd ones opposite: half of the products will do.
  const sums = new Float64Array(HALF);
  const differences = new Float64Array(HALF);
  for (let t = 0; t < count; t++) {
    for (let b = 0; b < HALF; b++) {
      const low = mel[t * MEL_BANDS + b] ?? 0;
      const high = mel[(t + 1) * MEL_BANDS - 1 - b] ?? 0;
      sums[b] = low + high;
      differences[b] = low - high;
    }
    for (let k = 0; k < COEFFICIENTS; k += 2) {
      const row = (first + k) * HALF;
      let [even, odd] = [0, 0];
      for (let b = 0; b < HALF; b++) {
        even += (DCT[row + b] ?? 0) * (sums[b] ?? 0);
        odd += (DCT[row + HALF + b] ?? 0) * (differences[b] ?? 0);
      }
      out[t * COEFFICIENTS + k] = even;
      out[t * COEFFICIENTS + k + 1] = odd;
    }
  }
  return out;
}
