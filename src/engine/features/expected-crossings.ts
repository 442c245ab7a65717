import { FEATURE_RATE } from '../pcm.ts';
import { BINS, FFT_SIZE } from '../spectrum.ts';

/** How often the signal is summed with its neighbour (negative) or differenced (positive) before crossings are counted. */
const ORDERS = [-6, -4, -2, -1, 0, 1, 2, 3, 4, 6, 8];
export const EXPECTED_ORDERS = ORDERS.length;
/** Bins that are looked at, a multiple of four. */
const LAST_BIN = Math.floor((9500 * FFT_SIZE) / FEATURE_RATE / 4) * 4;
/** Power in each bin of white noise 60 dB below a signal of RMS 1; keeps codecs' leavings from counting. */
const FLOOR = 768e-6;

const COSINES = Float64Array.from({ length: BINS }, (_, k) => Math.cos((2 * Math.PI * k) / FFT_SIZE));

/** Power response of each order's filter: (1 + z⁻¹) to the power -2n, or (1 - z⁻¹) to the power n; largest 1. */
const WEIGHTS = ORDERS.map((order) => {
  const response = Float64Array.from({ length: LAST_BIN }, (_, k) => {
    const angle = (Math.PI * k) / FFT_SIZE;
    return order < 0 ? Math.cos(angle) ** (-4 * order) : Math.sin(angle) ** (2 * order);
  });
  const largest = response.reduce((a, b) => Math.max(a, b), 0);
  const weights = response.map((x) => x / largest);
  weights[0] = 0;
  return weights;
});
/** The same, each times its bin's cosine: what is summed for the first autocorrelation. */
const COSINE_WEIGHTS = WEIGHTS.map((weights) => weights.map((x, k) => x * (COSINES[k] ?? 0)));

const floored = new Float64Array(LAST_BIN);

/**
 * The share of samples at which a Gaussian signal of this spectrum changes sign, 0..1, for each order:
 * arccos(rho) / pi, where rho is its first autocorrelation (Rice 1945; Kedem 1986). Unlike counting, it can look
 * through smoothing as well as differencing, and it does not jump where a quiet hiss rides on the signal.
 */
export function expectedCrossings(power: Float64Array, out: Float32Array, offset: number): void {
  for (let k = 0; k < LAST_BIN; k++) floored[k] = (power[k] ?? 0) + FLOOR;
  for (let order = 0; order < EXPECTED_ORDERS; order++) {
    const rho = weightedSum(COSINE_WEIGHTS[order]) / weightedSum(WEIGHTS[order]);
    out[offset + order] = Math.acos(Math.max(-1, Math.min(1, rho))) / Math.PI;
  }
}

function weightedSum(weights: Float64Array | undefined): number {
  if (!weights) return 0;
  // Four sums side by side: one alone waits for each addition.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let k = 0; k + 3 < LAST_BIN; k += 4) {
    a += (weights[k] ?? 0) * (floored[k] ?? 0);
    b += (weights[k + 1] ?? 0) * (floored[k + 1] ?? 0);
    c += (weights[k + 2] ?? 0) * (floored[k + 2] ?? 0);
    d += (weights[k + 3] ?? 0) * (floored[k + 3] ?? 0);
  }
  return a + b + c + d;
}
