import type { FrameDescriptors } from './frame-descriptors.ts';
import { MEL_BANDS } from './mel-bank.ts';
import { columnCorrelations, columnDeviations, columnMeans, columnQuantiles, deltas } from './moments.ts';

/** Number of coefficients of the spectral envelope, and of the fine structure above it. */
const COEFFICIENTS = 20;
/**
 * Range of coefficients whose pairwise correlations are computed.
 * The regularizer, in dB², brings the correlations of nearly constant coefficients close to 0.
 */
const CORRELATED = { first: 1, last: 12, regularizer: 10 };

const HALF = MEL_BANDS / 2;
/**
 * Orthonormal DCT-II matrix for the lower half of the mel bands, one row per coefficient.
 * The matrix for the upper half is the mirror image of this one, with the opposite sign in odd rows.
 */
const DCT = Float64Array.from({ length: 2 * COEFFICIENTS * HALF }, (_, i) => {
  const k = Math.floor(i / HALF);
  const scale = Math.sqrt((k === 0 ? 1 : 2) / MEL_BANDS);
  return scale * Math.cos((Math.PI * k * ((i % HALF) + 0.5)) / MEL_BANDS);
});

/**
 * Summarizes timbre: the shape of the spectrum on the mel scale, and how it changes.
 *
 * Statistics of mel-frequency cepstral coefficients in dB (librosa.feature.mfcc with 64 Slaney mel bands up to 9.5 kHz,
 * a floor of -70 dB and simultaneous masking):
 * - coefficients 0..19, the spectral envelope: mean, deviation, 10/50/90 % quantiles and deviation of the
 *   frame-to-frame difference over the audible frames; means over the loud and over the quiet frames;
 * - coefficients 20..39, the fine structure (pitch, roughness): mean and deviation over the audible frames;
 * - coefficients 1..12: regularized correlation of each pair (after Mandel and Ellis 2005, who use the covariance).
 *
 * 266 numbers of either sign. Gain-invariant.
 */
export function mfccStatistics(frames: FrameDescriptors): Float64Array {
  const { whole, loud, quiet } = frames.weights;
  const envelope = mfccFrames({ count: frames.count, mel: frames.masked });
  const means = columnMeans(envelope, COEFFICIENTS, whole);
  const deviations = columnDeviations(envelope, COEFFICIENTS, whole, means);
  const differences = deltas(envelope, COEFFICIENTS);
  const fine = mfccFrames({ count: frames.count, mel: frames.masked }, COEFFICIENTS);
  const fineMeans = columnMeans(fine, COEFFICIENTS, whole);
  return Float64Array.from([
    ...means,
    ...deviations,
    ...columnQuantiles(envelope, COEFFICIENTS, whole, [0.1, 0.5, 0.9]),
    ...columnDeviations(differences, COEFFICIENTS, whole, new Float64Array(COEFFICIENTS)),
    ...columnMeans(envelope, COEFFICIENTS, loud),
    ...columnMeans(envelope, COEFFICIENTS, quiet),
    ...fineMeans,
    ...columnDeviations(fine, COEFFICIENTS, whole, fineMeans),
    ...columnCorrelations(envelope, COEFFICIENTS, whole, means, deviations, CORRELATED),
  ]);
}

/**
 * Computes 20 mel-frequency cepstral coefficients per frame, `count x 20`.
 * @param first index of the first coefficient, 0 or 20
 */
export function mfccFrames({ count, mel }: Pick<FrameDescriptors, 'count' | 'mel'>, first = 0): Float32Array {
  const out = new Float32Array(count * COEFFICIENTS);
  // The rows of the DCT are symmetric (even) or antisymmetric (odd), so sums and differences halve the products.
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
