import { createAnalysisKernel } from '../analysis-kernel.ts';
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
const kernel = createAnalysisKernel();
/**
 * Orthonormal DCT-II matrix for the lower half of the mel bands: rows of pairs, of an even coefficient and the next one.
 * The matrix for the upper half is the mirror image of this one, with the opposite sign for odd coefficients.
 */
const dct = new Float64Array(kernel.buffer, 0, 2 * COEFFICIENTS * HALF);
for (let i = 0; i < dct.length; i++) {
  const k = 2 * Math.floor(i / (2 * HALF)) + (i % 2);
  const band = Math.floor((i % (2 * HALF)) / 2);
  dct[i] = Math.sqrt((k === 0 ? 1 : 2) / MEL_BANDS) * Math.cos((Math.PI * k * (band + 0.5)) / MEL_BANDS);
}
/** For each pair of mirrored bands, the sum and the difference of their levels. */
const mirrored = new Float64Array(kernel.buffer, dct.byteLength, 2 * HALF);
const coefficients = new Float64Array(kernel.buffer, mirrored.byteOffset + mirrored.byteLength, COEFFICIENTS);

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
  const rows = dct.byteOffset + first * HALF * Float64Array.BYTES_PER_ELEMENT;
  for (let t = 0; t < count; t++) {
    // Even coefficients are symmetric and odd ones antisymmetric, so sums and differences halve the products.
    for (let b = 0; b < HALF; b++) {
      const low = mel[t * MEL_BANDS + b] ?? 0;
      const high = mel[(t + 1) * MEL_BANDS - 1 - b] ?? 0;
      mirrored[2 * b] = low + high;
      mirrored[2 * b + 1] = low - high;
    }
    kernel.pairSums(rows, mirrored.byteOffset, coefficients.byteOffset, COEFFICIENTS / 2, HALF);
    out.set(coefficients, t * COEFFICIENTS);
  }
  return out;
}
