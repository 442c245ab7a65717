import { FEATURE_RATE } from '../pcm.ts';
import { HOP } from '../spectrum.ts';
import type { FrameDescriptors } from './frame-descriptors.ts';
import { spectralFlux } from './spectral-flux.ts';

export const FRAME_RATE = FEATURE_RATE / HOP;
const LAGS = 80;
/** Shortest and longest lag in seconds. */
const MIN_LAG = 0.08;
const MAX_LAG = 4;

/** Number of coefficients of the scale transform, and differences of the orders of two that are multiplied. */
const SCALES = 32;
const SCALE_STEPS = [2, 3, 4] as const;
/** Standard deviation of the Gaussian that blurs the autocorrelation, and its radius, in lags. 1.5 lags are 8 %. */
const BLUR = 1.5;
const BLUR_REACH = 6;
const TABLE = scaleTable();

/**
 * Summarizes rhythm and tempo: after what time the onsets of a sound recur.
 *
 * Two groups of numbers, -1..1; zeros for a steady sound. Gain-invariant.
 * - 80 numbers: the autocorrelation of the spectral flux at 80 lags from 0.08 to 4 s, blurred by 8 %. The lags are
 *   evenly spaced in the logarithm (Gruhne et al. 2009), so that a change of tempo only shifts the numbers.
 * - 174 numbers: products of Fourier coefficients of these lags before the blur (a scale transform, Holzapfel &
 *   Stylianou 2011). Each coefficient is multiplied by the conjugate of the coefficient 2, 3 or 4 orders below, and the
 *   product is divided by the square root of its magnitude. A change of the tempo by 10 % turns the phases by 18 to 35
 *   degrees.
 */
export function rhythmStatistics(frames: FrameDescriptors): Float64Array {
  const lags = onsetAutocorrelation(spectralFlux(frames));
  return Float64Array.from([...blurred(lags), ...scaleProducts(lags)]);
}

/** Returns means over neighbouring lags, with Gaussian weights. */
function blurred(lags: Float64Array): Float64Array {
  return lags.map((_, i) => {
    let [sum, total] = [0, 0];
    for (let j = Math.max(0, i - BLUR_REACH); j <= Math.min(LAGS - 1, i + BLUR_REACH); j++) {
      const weight = Math.exp(-0.5 * ((j - i) / BLUR) ** 2);
      sum += weight * (lags[j] ?? 0);
      total += weight;
    }
    return sum / total;
  });
}

/** Returns the products of Fourier coefficients of the lags as real and imaginary parts, in ascending order. */
function scaleProducts(lags: Float64Array): number[] {
  const [re, im] = [new Float64Array(SCALES), new Float64Array(SCALES)];
  for (let k = 0; k < SCALES; k++) {
    for (let i = 0; i < LAGS; i++) {
      re[k] = (re[k] ?? 0) + (TABLE.re[k * LAGS + i] ?? 0) * (lags[i] ?? 0);
      im[k] = (im[k] ?? 0) + (TABLE.im[k * LAGS + i] ?? 0) * (lags[i] ?? 0);
    }
  }
  return SCALE_STEPS.flatMap((step) => {
    const products: number[] = [];
    for (let k = step; k < SCALES; k++) {
      const [ar, ai, br, bi] = [re[k] ?? 0, im[k] ?? 0, re[k - step] ?? 0, im[k - step] ?? 0];
      const [x, y] = [ar * br + ai * bi, ai * br - ar * bi];
      const root = Math.sqrt(Math.hypot(x, y) + 1e-6);
      products.push(x / root, y / root);
    }
    return products;
  });
}

/** Returns the factors of the Fourier transform over the lags, with a sine as the window. */
function scaleTable() {
  const range = Math.log(MAX_LAG / MIN_LAG);
  const factors = (wave: (angle: number) => number) =>
    Float64Array.from({ length: SCALES * LAGS }, (_, at) => {
      const [k, i] = [Math.floor(at / LAGS), at % LAGS];
      const window = Math.sin((Math.PI * (i + 0.5)) / LAGS);
      return (window * wave((-2 * Math.PI * k * i) / (LAGS - 1)) * range) / (LAGS - 1);
    });
  return { re: factors(Math.cos), im: factors(Math.sin) };
}

/** Returns the autocorrelation of a series of onset strengths at 80 lags from 0.08 to 4 s, spaced logarithmically. */
export function onsetAutocorrelation(strength: Float32Array): Float64Array {
  const correlation = autocorrelation(strength, Math.ceil(MAX_LAG * FRAME_RATE) + 1);
  return Float64Array.from({ length: LAGS }, (_, i) => {
    const lag = FRAME_RATE * MIN_LAG * (MAX_LAG / MIN_LAG) ** (i / (LAGS - 1));
    const low = Math.floor(lag);
    const left = correlation[low] ?? 0;
    return left + (lag - low) * ((correlation[low + 1] ?? 0) - left);
  });
}

/**
 * Computes the autocorrelation of a series after its mean is subtracted, divided by the value at lag 0.
 * @returns the values at lags 0..`lags`, each -1..1; zeros for a constant series
 */
export function autocorrelation(series: Float32Array, lags: number): Float64Array {
  const n = series.length;
  let mean = 0;
  for (const x of series) mean += x / n;
  const centred = Float64Array.from(series, (x) => x - mean);
  const out = new Float64Array(lags + 1);
  for (let lag = 0; lag <= Math.min(lags, n - 1); lag++) {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += (centred[i] ?? 0) * (centred[i - lag] ?? 0);
    out[lag] = sum;
  }
  const power = out[0] ?? 0;
  return power > 1e-9 ? out.map((x) => x / power) : out.fill(0);
}
