import { type FilterBank, filterBank } from './features/filter-bank.ts';
import { FEATURE_RATE } from './pcm.ts';
import { BINS, FFT_SIZE } from './spectrum.ts';

/** Lower end of the logarithmic frequency axis, in hertz. */
const MIN_HERTZ = 40;
const BANDS_PER_OCTAVE = 8;
/** Number of bands on the axis: 8 octaves, so that the upper end is 10,240 Hz. */
export const LOG_BANDS = 8 * BANDS_PER_OCTAVE;

/** Returns the position of a frequency on the axis, in bands above the lower end: 40 Hz is 0, 80 Hz is 8. */
export function logBandAt(hertz: number): number {
  return BANDS_PER_OCTAVE * Math.log2(hertz / MIN_HERTZ);
}

/**
 * Creates 64 triangular filters, spaced evenly in octaves (constant Q, Brown 1991), that give the power in each band.
 * A filter reaches to the centers of its neighbors, but at least one bin of the spectrum to each side.
 */
export function createLogBank(): FilterBank {
  const binHertz = FEATURE_RATE / FFT_SIZE;
  const rows = Array.from({ length: LOG_BANDS }, (_, band) => {
    const center = MIN_HERTZ * 2 ** ((band + 0.5) / BANDS_PER_OCTAVE);
    const reach = Math.max(binHertz, center * (2 ** (1 / BANDS_PER_OCTAVE) - 1));
    return Float64Array.from({ length: BINS }, (_, bin) => Math.max(0, 1 - Math.abs(bin * binHertz - center) / reach));
  });
  return filterBank(rows);
}
