import { FEATURE_RATE } from '../pcm.ts';
import { BINS, FFT_SIZE } from '../spectrum.ts';

/** Lower edges of the bands in hertz: octaves from 200 Hz (librosa.feature.spectral_contrast). */
const EDGES = [0, 200, 400, 800, 1600, 3200, 6400];
export const CONTRAST_BANDS = EDGES.length;
/** Share of a band's bins that count as its peaks, and as its valleys. */
const SHARE = 0.02;

/** Writes the mean power of the peaks and of the valleys of each band of a spectrum, from `offset` on. */
export type ContrastMeter = (power: Float64Array, peaks: Float32Array, valleys: Float32Array, offset: number) => void;

/**
 * Measures the loudest and the quietest 2 % of the bins of each of seven bands, the last of which ends at `highest`
 * hertz (Jiang et al. 2002).
 */
export function createContrastBands(highest: number): ContrastMeter {
  const bin = (hertz: number) => (hertz * FFT_SIZE) / FEATURE_RATE;
  const ranges = EDGES.map((edge, band) => {
    const from = Math.floor(bin(edge));
    const to = Math.min(BINS, Math.ceil(bin(EDGES[band + 1] ?? highest)));
    return { from, to, count: Math.max(1, Math.round(SHARE * (to - from))) };
  });
  return (power, peaks, valleys, offset) => {
    for (let band = 0; band < CONTRAST_BANDS; band++) {
      const range = ranges[band];
      if (!range) continue;
      findExtremes(power, range.from, range.to, range.count);
      peaks[offset + band] = mean(most, range.count);
      valleys[offset + band] = mean(least, range.count);
    }
  };
}

const most = new Float64Array(16);
const least = new Float64Array(16);

/** Puts the `count` largest values of a range into `most`, falling, and the smallest into `least`, rising: one pass. */
function findExtremes(power: Float64Array, from: number, to: number, count: number): void {
  most.fill(Number.NEGATIVE_INFINITY, 0, count);
  least.fill(Number.POSITIVE_INFINITY, 0, count);
  // What a value must exceed to be among them; few do.
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  for (let k = from; k < to; k++) {
    const value = power[k] ?? 0;
    if (value > low) {
      let at = count - 1;
      for (; at > 0 && value > (most[at - 1] ?? 0); at--) most[at] = most[at - 1] ?? 0;
      most[at] = value;
      low = most[count - 1] ?? 0;
    }
    if (value < high) {
      let at = count - 1;
      for (; at > 0 && value < (least[at - 1] ?? 0); at--) least[at] = least[at - 1] ?? 0;
      least[at] = value;
      high = least[count - 1] ?? 0;
    }
  }
}

function mean(values: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i] ?? 0;
  return sum / count;
}
