import { FEATURE_RATE } from '../pcm.ts';
import { BINS, FFT_SIZE } from '../spectrum.ts';
import type { FrameDescriptors } from './frame-descriptors.ts';
import { columnDeviations, columnMeans, columnQuantiles } from './moments.ts';

/**
 * Lower edges of the frequency bands in hertz: 0, then octaves from 200 Hz, as in librosa.feature.spectral_contrast.
 */
const EDGES = [0, 200, 400, 800, 1600, 3200, 6400];
export const CONTRAST_BANDS = EDGES.length;
/** Fraction of a band's bins that are averaged for the band's peak, and for its valley (`quantile` in librosa). */
const QUANTILE = 0.02;
/** Power that is added to each peak and valley before the logarithm, relative to the largest peak: -70 dB. */
const FLOOR = 1e-7;

/**
 * Summarizes spectral contrast: how far the peaks of the spectrum stand above its valleys.
 *
 * Each frame has three values in each of seven frequency bands up to 9.5 kHz (Jiang et al. 2002): the level of the
 * peak and the level of the valley, both in dB relative to the largest peak of the sound (-70 to 0), and their
 * difference, the contrast (0 to 70 dB). Returns 105 statistics of these values: means, deviations and 10/50/90 %
 * quantiles over the audible frames, and means over the loud and over the quiet frames. A change of gain does not
 * change the statistics.
 */
export function contrastStatistics(frames: FrameDescriptors): Float64Array {
  const n = CONTRAST_BANDS;
  const max = frames.peaks.reduce((a, b) => Math.max(a, b), 1e-20);
  const decibels = (power: number) => (10 / Math.LN10) * Math.log(power / max + FLOOR);
  const peaks = frames.peaks.map(decibels);
  const valleys = frames.valleys.map(decibels);
  const contrast = peaks.map((peak, i) => peak - (valleys[i] ?? 0));
  const { whole, loud, quiet } = frames.weights;
  const means = columnMeans(contrast, n, whole);
  return Float64Array.from([
    ...means,
    ...columnDeviations(contrast, n, whole, means),
    ...columnQuantiles(contrast, n, whole, [0.1, 0.5, 0.9]),
    ...columnMeans(peaks, n, whole),
    ...columnMeans(valleys, n, whole),
    ...columnMeans(contrast, n, loud),
    ...columnMeans(contrast, n, quiet),
    ...columnMeans(valleys, n, quiet),
    ...columnMeans(valleys, n, loud),
    ...columnMeans(peaks, n, quiet),
    ...columnQuantiles(valleys, n, whole, [0.1, 0.5, 0.9]),
  ]);
}

/**
 * Measures the peak and the valley of each band of one power spectrum.
 * Writes {@link CONTRAST_BANDS} peaks to the array `peaks`, and as many valleys to `valleys`, from index `offset` on.
 */
export type ContrastMeter = (power: Float64Array, peaks: Float32Array, valleys: Float32Array, offset: number) => void;

/**
 * Creates a meter of seven frequency bands, the last of which ends at `maxHertz`.
 * The peak of a band is the mean power of its loudest 2 % of bins, and the valley that of its quietest 2 %.
 */
export function createContrastMeter(maxHertz: number): ContrastMeter {
  const bin = (hertz: number) => (hertz * FFT_SIZE) / FEATURE_RATE;
  const ranges = EDGES.map((edge, band) => {
    const from = Math.floor(bin(edge));
    const to = Math.min(BINS, Math.ceil(bin(EDGES[band + 1] ?? maxHertz)));
    return { from, to, count: Math.max(1, Math.round(QUANTILE * (to - from))) };
  });
  return (power, peaks, valleys, offset) => {
    ranges.forEach((range, band) => {
      findExtremes(power, range.from, range.to, range.count);
      peaks[offset + band] = mean(largest, range.count);
      valleys[offset + band] = mean(smallest, range.count);
    });
  };
}

const largest = new Float64Array(16);
const smallest = new Float64Array(16);

/**
 * Finds the `count` largest and the `count` smallest values of `power` from index `from` to before index `to`, in one
 * pass. Writes the largest values to `largest` in descending order, and the smallest to `smallest` in ascending order.
 */
function findExtremes(power: Float64Array, from: number, to: number, count: number): void {
  largest.fill(Number.NEGATIVE_INFINITY, 0, count);
  smallest.fill(Number.POSITIVE_INFINITY, 0, count);
  // `high` is the greatest value in `smallest`, and `low` is the least value in `largest`. A value is inserted into
  // `largest` only if it exceeds `low`, and into `smallest` only if it is below `high`. Most values are between the
  // two bounds, and therefore need only two comparisons.
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  for (let k = from; k < to; k++) {
    const value = power[k] ?? 0;
    if (value > low) {
      let at = count - 1;
      for (; at > 0 && value > (largest[at - 1] ?? 0); at--) largest[at] = largest[at - 1] ?? 0;
      largest[at] = value;
      low = largest[count - 1] ?? 0;
    }
    if (value < high) {
      let at = count - 1;
      for (; at > 0 && value < (smallest[at - 1] ?? 0); at--) smallest[at] = smallest[at - 1] ?? 0;
      smallest[at] = value;
      high = smallest[count - 1] ?? 0;
    }
  }
}

function mean(values: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i] ?? 0;
  return sum / count;
}
