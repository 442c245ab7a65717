import { hertzToMel, melToHertz } from '../mel-scale.ts';
import { CLAP_RATE } from '../pcm.ts';
import { FFT_SIZE } from './fft.ts';

export const MEL_BANDS = 64;
/** Frequency range of the mel bands, in Hz. */
export const MIN_HERTZ = 50;
export const MAX_HERTZ = 14_000;
/** Minimum power of a mel band, -100 dB. Lower power is raised to this value. */
const FLOOR = 1e-10;
/** Factor that converts the natural logarithm of a power to dB. */
const DECIBEL = 10 / Math.LN10;

const FILTERS = melFilters();
/** For each filter, its first FFT bin and the end index of its weights in {@link WEIGHTS}. */
const FIRST_BINS = Uint16Array.from(FILTERS, ({ first }) => first);
const ENDS = Uint16Array.from(
  FILTERS,
  (_, band) => FILTERS.slice(0, band + 1).flatMap(({ weights }) => weights).length,
);
const WEIGHTS = Float64Array.from(FILTERS.flatMap(({ weights }) => weights));

/** Number of FFT bins that the filters use, counted from bin 0. */
export const USED_BINS = Math.max(...FILTERS.map(({ first, weights }) => first + weights.length));

/** Computes the {@link MEL_BANDS} bands of a power spectrum, in dB, and writes them to `out` from index `at`. */
export function writeMelBands(power: Float64Array, out: Float32Array, at: number): void {
  let next = 0;
  for (let band = 0; band < MEL_BANDS; band++) {
    const end = ENDS[band] ?? 0;
    let bin = FIRST_BINS[band] ?? 0;
    let sum = 0;
    while (next < end) sum += (WEIGHTS[next++] ?? 0) * (power[bin++] ?? 0);
    // A sum that is NaN fails this comparison and stays NaN, so that the caller can reject it.
    out[at + band] = DECIBEL * Math.log(sum < FLOOR ? FLOOR : sum);
  }
}

/** Returns triangular filters like `librosa.filters.mel` with `htk=False, norm='slaney'`. */
function melFilters(): { first: number; weights: number[] }[] {
  const low = hertzToMel(MIN_HERTZ);
  const high = hertzToMel(MAX_HERTZ);
  const edge = (i: number) => melToHertz(low + ((high - low) * i) / (MEL_BANDS + 1));
  return Array.from({ length: MEL_BANDS }, (_, band) => {
    const [from, center, to] = [edge(band), edge(band + 1), edge(band + 2)];
    const row = Array.from({ length: FFT_SIZE / 2 + 1 }, (_, bin) => {
      const hertz = (bin * CLAP_RATE) / FFT_SIZE;
      const triangle = Math.min((hertz - from) / (center - from), (to - hertz) / (to - center));
      return (Math.max(0, triangle) * 2) / (to - from);
    });
    const first = row.findIndex((weight) => weight > 0);
    return { first, weights: row.slice(first, row.findLastIndex((weight) => weight > 0) + 1) };
  });
}
