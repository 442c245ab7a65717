import { FEATURE_RATE } from '../pcm.ts';
import { BINS, FFT_SIZE } from '../spectrum.ts';

/** Lower edges of the bands in hertz: octaves from 200 Hz (librosa.feature.spectral_contrast). */
const EDGES = [0, 200, 400, 800, 1600, 3200, 6400];
export const CONTRAST_BANDS = EDGES.length;
/** Share of a band's bins that count as its peaks, and as its valleys. */
const SHARE = 0.02;

/** Writes the mean power of the peaks and of the valleys of each band of a spectrum, from `offset` on. */
export type ContrastBands = (power: Float64Array, peaks: Float32Array, valleys: Float32Array, offset: number) => void;

/**
 * Measures the loudest and the quietest 2 % of the bins of each of seven bands, the last of which ends at `highest`
 * hertz (Jiang et al. 2002).
 */
export function createContrastBands(highest: number): ContrastBands {
  const bin = (hertz: number) => (hertz * FFT_SIZE) / FEATURE_RATE;
  const ranges = EDGES.map((edge, band) => {
    const from = Math.floor(bin(edge));
    const to = Math.min(BINS, Math.ceil(bin(EDGES[band + 1] ?? highest)));
    return { from, to, count: Math.max(1, Math.round(SHARE * (to - from))) };
  });
  return (power, peaks, valleys, offset) => {
    ranges.forEach(({ from, to, count }, band) => {
      peaks[offset + band] = meanOfExtremes(power, from, to, count, 1);
      valleys[offset + band] = meanOfExtremes(power, from, to, count, -1);
    });
  };
}

const extremes = new Float64Array(16);

/** Mean of the `count` largest (`sign` 1) or smallest (-1) values in a range: one pass with a short sorted list. */
function meanOfExtremes(power: Float64Array, from: number, to: number, count: number, sign: 1 | -1): number {
  extremes.fill(Number.NEGATIVE_INFINITY, 0, count);
  for (let k = from; k < to; k++) {
    const value = sign * (power[k] ?? 0);
    let at = count - 1;
    if (value <= (extremes[at] ?? 0)) continue;
    while (at > 0 && value > (extremes[at - 1] ?? 0)) {
      extremes[at] = extremes[at - 1] ?? 0;
      at--;
    }
    extremes[at] = value;
  }
  let sum = 0;
  for (let i = 0; i < count; i++) sum += extremes[i] ?? 0;
  return (sign * sum) / count;
}
