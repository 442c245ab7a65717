import { FEATURE_RATE } from '../pcm.ts';
import { FFT_SIZE } from '../spectrum.ts';
import { createOctaveGroups } from './octave-groups.ts';

/** How often the signal is summed with its neighbour (negative) or differenced (positive) before crossings are counted. */
const ORDERS = [-6, -4, -2, -1, 0, 1, 2, 3, 4, 6, 8];
export const EXPECTED_ORDERS = ORDERS.length;
/** Bins that are looked at; groups of them an octave at the least, and bins in a group at the most. */
const BINS_HEARD = Math.floor((9500 * FFT_SIZE) / FEATURE_RATE);
const RESOLUTION = 16;
const WIDEST = 16;
/** Power in each bin of white noise 60 dB below a signal of RMS 1; keeps codecs' leavings from counting. */
const FLOOR = 768e-6;

const groups = createOctaveGroups(BINS_HEARD, RESOLUTION, WIDEST);

/**
 * For each order, the weights of the groups: its filter's power response, (1 + z⁻¹) to the power -2n or (1 - z⁻¹) to
 * the power n; and the same times each bin's cosine, which is what is summed for the first autocorrelation.
 */
const FILTERS = ORDERS.map((order) => {
  const response = (bin: number) => {
    const angle = (Math.PI * bin) / FFT_SIZE;
    return bin === 0 ? 0 : order < 0 ? Math.cos(angle) ** (-4 * order) : Math.sin(angle) ** (2 * order);
  };
  return {
    power: groups.means(response),
    correlation: groups.means((bin) => response(bin) * Math.cos((2 * Math.PI * bin) / FFT_SIZE)),
  };
});
const floors = groups.sums(new Float64Array(BINS_HEARD).fill(FLOOR)).slice();

/**
 * The share of samples at which a Gaussian signal of this spectrum changes sign, 0..1, for each order:
 * arccos(rho) / pi, where rho is its first autocorrelation (Rice 1945; Kedem 1986). Unlike counting, it can look
 * through smoothing as well as differencing, and it does not jump where a quiet hiss rides on the signal.
 */
export function expectedCrossings(power: Float64Array, out: Float32Array, offset: number): void {
  const sums = groups.sums(power);
  for (let group = 0; group < sums.length; group++) sums[group] = (sums[group] ?? 0) + (floors[group] ?? 0);
  for (let order = 0; order < EXPECTED_ORDERS; order++) {
    out[offset + order] = Math.acos(Math.max(-1, Math.min(1, correlation(FILTERS[order], sums)))) / Math.PI;
  }
}

/** First autocorrelation of a filter's output, -1..1. */
function correlation(filter: (typeof FILTERS)[number] | undefined, sums: Float64Array): number {
  if (!filter) return 0;
  let power = 0;
  let product = 0;
  for (let group = 0; group < sums.length; group++) {
    const here = sums[group] ?? 0;
    power += (filter.power[group] ?? 0) * here;
    product += (filter.correlation[group] ?? 0) * here;
  }
  return product / power;
}
