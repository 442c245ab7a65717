import { createAnalysisKernel } from '../analysis-kernel.ts';
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
/** Maximum number of bins that the kernel averages for a peak or a valley. */
const MAX_COUNT = 8;
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
    return { from, to, count: Math.min(MAX_COUNT, Math.max(1, Math.round(QUANTILE * (to - from)))) };
  });
  const kernel = createAnalysisKernel();
  const bins = new Float64Array(kernel.buffer, 0, BINS);
  const lists = new Float64Array(kernel.buffer, bins.byteLength, 2 * MAX_COUNT);
  const means = new Float64Array(kernel.buffer, bins.byteLength + lists.byteLength, 2);
  return (power, peaks, valleys, offset) => {
    bins.set(power);
    ranges.forEach(({ from, to, count }, band) => {
      const address = bins.byteOffset + from * Float64Array.BYTES_PER_ELEMENT;
      kernel.extremes(address, to - from, count, lists.byteOffset, means.byteOffset);
      peaks[offset + band] = means[0] ?? 0;
      valleys[offset + band] = means[1] ?? 0;
    });
  };
}
