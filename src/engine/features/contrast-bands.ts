import { FEATURE_RATE } from '../pcm.ts';
import { FFT_SIZE } from '../spectrum.ts';

/** Upper edges of the bands in hertz, octaves from 200 Hz (librosa.feature.spectral_contrast). */
const EDGES = [200, 400, 800, 1600, 3200, 6400, 9500];
export const CONTRAST_BANDS = EDGES.length;
/** Share of a band's bins that count as its peaks, and as its valleys. */
const SHARE = 0.02;

const RANGES = EDGES.map((edge, band) => {
  const bin = (hertz: number) => (hertz * FFT_SIZE) / FEATURE_RATE;
  const from = band === 0 ? 0 : Math.floor(bin(EDGES[band - 1] ?? 0));
  const to = Math.ceil(bin(edge));
  return { from, to, count: Math.max(1, Math.round(SHARE * (to - from))) };
});

/**
 * Mean power of the loudest and of the quietest 2 % of the bins of each band
 * (Jiang et al. 2002; bands of librosa.feature.spectral_contrast), written from `offset` on.
 */
export function contrastBands(power: Float64Array, peaks: Float32Array, valleys: Float32Array, offset: number): void {
  RANGES.forEach(({ from, to, count }, band) => {
    peaks[offset + band] = meanOfExtremes(power, from, to, count, 1);
    valleys[offset + band] = meanOfExtremes(power, from, to, count, -1);
  });
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
