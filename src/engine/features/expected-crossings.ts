import { createAnalysisKernel } from '../analysis-kernel.ts';
import { FEATURE_RATE } from '../pcm.ts';
import { FFT_SIZE } from '../spectrum.ts';
import { ANALYZED_HERTZ } from './mel-bank.ts';

/** Orders of the filters: n < 0 is the smoothing filter (1 + z⁻¹)^-2n, n > 0 the differencing filter (1 - z⁻¹)^n. */
const ORDERS = [-6, -4, -2, -1, 0, 1, 2, 3, 4, 6, 8];
export const EXPECTED_ORDERS = ORDERS.length;
/** Number of FFT bins used, counted from bin 0 up to {@link ANALYZED_HERTZ}. */
const USED_BINS = Math.floor((ANALYZED_HERTZ * FFT_SIZE) / FEATURE_RATE);
/** Minimum number of bin groups per octave, and maximum number of bins in a group. */
const GROUPS_PER_OCTAVE = 16;
const MAX_GROUP_BINS = 16;
/** Power added to each bin: that of white noise at -60 dB, which hides the residue of lossy codecs. */
const FLOOR = 768e-6;

const groups = createOctaveGroups(USED_BINS, GROUPS_PER_OCTAVE, MAX_GROUP_BINS);

/** The bin groups' weights that give the power and the lag-1 autocorrelation of each filter's output, as pairs. */
const WEIGHTS = ORDERS.flatMap((order) => {
  const response = (bin: number) => {
    const angle = (Math.PI * bin) / FFT_SIZE;
    return bin === 0 ? 0 : order < 0 ? Math.cos(angle) ** (-4 * order) : Math.sin(angle) ** (2 * order);
  };
  const power = groups.means(response);
  const correlation = groups.means((bin) => response(bin) * Math.cos((2 * Math.PI * bin) / FFT_SIZE));
  return Array.from(power, (weight, group) => [weight, correlation[group] ?? 0]).flat();
});
const floors = groups.sums(new Float64Array(USED_BINS).fill(FLOOR)).slice();

const kernel = createAnalysisKernel();
/** The kernel computes an even number of rows. The weights of the last one are 0. */
const ROWS = 2 * Math.ceil(EXPECTED_ORDERS / 2);
const weights = new Float64Array(kernel.buffer, 0, 2 * ROWS * floors.length);
weights.set(WEIGHTS);
/** The sum of each bin group, twice. */
const doubled = new Float64Array(kernel.buffer, weights.byteLength, 2 * floors.length);
/** The power and the lag-1 autocorrelation of the output of each filter. */
const moments = new Float64Array(kernel.buffer, doubled.byteOffset + doubled.byteLength, 2 * ROWS);

/**
 * Computes the zero-crossing rates of a Gaussian signal with this power spectrum, one per filter.
 * The rate is arccos(rho) / pi, where rho is the autocorrelation of the filtered signal at lag 1 (Rice 1945; Kedem
 * 1986). Unlike a count of crossings, this rate changes little if quiet hiss is added to the signal.
 * Writes {@link EXPECTED_ORDERS} numbers, 0..1, to `out` from index `offset` on.
 */
export function expectedCrossings(power: Float64Array, out: Float32Array, offset: number): void {
  const sums = groups.sums(power);
  for (let group = 0; group < sums.length; group++) {
    const sum = (sums[group] ?? 0) + (floors[group] ?? 0);
    doubled[2 * group] = sum;
    doubled[2 * group + 1] = sum;
  }
  kernel.pairSums(weights.byteOffset, doubled.byteOffset, moments.byteOffset, ROWS, sums.length);
  for (let order = 0; order < EXPECTED_ORDERS; order++) {
    const correlation = (moments[2 * order + 1] ?? 0) / (moments[2 * order] ?? 0);
    out[offset + order] = Math.acos(Math.max(-1, Math.min(1, correlation))) / Math.PI;
  }
}

/** Groups of adjacent FFT bins that widen with frequency. Sums over groups are faster than sums over bins. */
export interface OctaveGroups {
  /** Sums `power` over the bins of each group. The next call overwrites the returned array. */
  sums(power: Float64Array): Float64Array;
  means(ofBin: (bin: number) => number): Float64Array;
}

/**
 * Groups the FFT bins 0..`bins` - 1: single bins at low frequencies, wider groups above.
 * Once an octave has at least `perOctave` bins, it has `perOctave` to 2 x `perOctave` groups.
 * @param perOctave a power of 2
 * @param maxWidth maximum number of bins in a group
 */
export function createOctaveGroups(bins: number, perOctave: number, maxWidth = bins): OctaveGroups {
  const edges = [0];
  for (let bin = 0; bin < bins; edges.push(bin)) {
    const width = 2 ** Math.max(0, Math.floor(Math.log2(bin / perOctave)));
    bin = Math.min(bins, bin + Math.min(maxWidth, width));
  }
  const ends = Uint16Array.from(edges.slice(1));
  const out = new Float64Array(ends.length);
  const sums = (power: Float64Array) => {
    let bin = 0;
    for (let group = 0; group < ends.length; group++) {
      const end = ends[group] ?? 0;
      let sum = power[bin] ?? 0;
      for (bin++; bin < end; bin++) sum += power[bin] ?? 0;
      out[group] = sum;
    }
    return out;
  };
  return {
    sums,
    means(ofBin) {
      const values = Float64Array.from({ length: bins }, (_, bin) => ofBin(bin));
      return sums(values).map((sum, group) => sum / ((edges[group + 1] ?? 0) - (edges[group] ?? 0)));
    },
  };
}
