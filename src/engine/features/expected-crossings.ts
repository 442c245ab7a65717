import { FEATURE_RATE } from '../pcm.ts';
import { BINS, FFT_SIZE } from '../spectrum.ts';

/** How often the signal is summed with its neighbour (negative) or differenced (positive) before crossings are counted. */
const ORDERS = [-6, -4, -2, -1, 0, 1, 2, 3, 4, 6, 8];
export const EXPECTED_ORDERS = ORDERS.length;
const LAST_BIN = Math.floor((9500 * FFT_SIZE) / FEATURE_RATE);
/** Power in each bin of white noise 60 dB below a signal of RMS 1; keeps codecs' leavings from counting. */
const FLOOR = 768e-6;

const COSINES = Float64Array.from({ length: BINS }, (_, k) => Math.cos((2 * Math.PI * k) / FFT_SIZE));

/** Power response of each order's filter: (1 + z⁻¹) to the power -2n, or (1 - z⁻¹) to the power n; largest 1. */
const RESPONSES = ORDERS.map((order) => {
  const response = Float64Array.from({ length: LAST_BIN }, (_, k) => {
    const angle = (Math.PI * k) / FFT_SIZE;
    return order < 0 ? Math.cos(angle) ** (-4 * order) : Math.sin(angle) ** (2 * order);
  });
  const largest = response.reduce((a, b) => Math.max(a, b), 0);
  return response.map((x) => x / largest);
});

/**
 * The share of samples at which a Gaussian signal of this spectrum changes sign, 0..1, for each order:
 * arccos(rho) / pi, where rho is its first autocorrelation (Rice 1945; Kedem 1986). Unlike counting, it can look
 * through smoothing as well as differencing, and it does not jump where a quiet hiss rides on the signal.
 */
export function expectedCrossings(power: Float64Array, out: Float32Array, offset: number): void {
  let at = offset;
  for (const response of RESPONSES) {
    let sum = 0;
    let cosines = 0;
    for (let k = 1; k < response.length; k++) {
      const weighted = (response[k] ?? 0) * ((power[k] ?? 0) + FLOOR);
      sum += weighted;
      cosines += weighted * (COSINES[k] ?? 0);
    }
    out[at++] = Math.acos(Math.max(-1, Math.min(1, cosines / sum))) / Math.PI;
  }
}
