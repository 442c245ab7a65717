import type { FrameDescriptors } from './analyze-frames.ts';
import { CONTRAST_BANDS } from './contrast-bands.ts';
import { columnDeviations, columnMeans, columnQuantiles } from './moments.ts';

/** Power this far below the loudest peak counts as none (ratio, -70 dB). */
const FLOOR = 1e-7;

/**
 * Foreground against background: how far the loudest frequencies of a band stand above its quietest.
 *
 * Spectral contrast in dB over seven octave bands up to 9.5 kHz, and the peaks and valleys that it is the difference
 * of, in dB relative to the loudest peak (Jiang et al. 2002; bands of librosa.feature.spectral_contrast): means,
 * deviations and 10/50/90 % quantiles over the audible frames, means over the loud moments and over what is between.
 * 105 numbers; contrast 0..70, peaks and valleys -70..0; deaf to gain.
 */
export function contrastStatistics(frames: FrameDescriptors): Float64Array {
  const n = CONTRAST_BANDS;
  const largest = frames.peaks.reduce((a, b) => Math.max(a, b), 1e-20);
  const decibels = (power: number) => (10 / Math.LN10) * Math.log(power / largest + FLOOR);
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
