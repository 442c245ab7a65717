import { CONTRAST_BANDS } from './contrast-bands.ts';
import type { Heard } from './heard.ts';
import { columnDeviations, columnMeans, columnQuantiles } from './moments.ts';

export function contrastStatistics(heard: Heard): Float64Array {
  const n = CONTRAST_BANDS;
  let largest = 1e-20;
  for (const p of heard.peaks) if (p > largest) largest = p;
  const decibels = (p: number) => 10 * Math.log10(Math.max(p / largest, 1e-8));
  const peaks = heard.peaks.map(decibels);
  const valleys = heard.valleys.map(decibels);
  const contrast = peaks.map((peak, i) => peak - (valleys[i] ?? 0));
  const { weights, levels } = heard;
  const loud = levels.map((level) => 10 ** (level / 20));
  const quiet = levels.map(
    (level) => Math.max(0, Math.min(1, (level + 60) / 15)) * Math.max(0, Math.min(1, -level / 30)),
  );
  const means = columnMeans(contrast, n, weights);
  return Float64Array.from([
    ...means,
    ...columnDeviations(contrast, n, weights, means),
    ...columnQuantiles(contrast, n, weights, [0.1, 0.5, 0.9]),
    ...columnMeans(peaks, n, weights),
    ...columnMeans(valleys, n, weights),
    ...columnMeans(contrast, n, loud),
    ...columnMeans(contrast, n, quiet),
    ...columnMeans(valleys, n, quiet),
    ...columnMeans(valleys, n, loud),
    ...columnMeans(peaks, n, quiet),
    ...columnQuantiles(valleys, n, weights, [0.1, 0.5, 0.9]),
  ]);
}
