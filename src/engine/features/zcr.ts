import { FFT_SIZE, frameCount, HOP } from '../spectrum.ts';
import { EXPECTED_ORDERS } from './expected-crossings.ts';
import type { FrameDescriptors } from './frame-descriptors.ts';
import { columnDeviations, columnMeans, columnQuantiles, deltas } from './moments.ts';

/** Number of signals whose sign changes are counted: the sound itself and its first to fifth differences. */
export const CROSSING_ORDERS = 6;
/** Rate added before the logarithm to keep it finite: one crossing in 500 samples. */
const RATE_OFFSET = 0.002;

/**
 * Summarizes noisiness: how often the signal and its successive differences change sign.
 *
 * Natural logarithms of higher-order zero-crossing rates (Kedem 1986; order 0 is librosa.feature.zero_crossing_rate).
 * The rates are counted for six orders of differencing, and computed from the spectrum for eleven orders of smoothing
 * and differencing. Statistics: means, deviations, 10/50/90 % quantiles and deviation of the frame-to-frame difference
 * over the audible frames; means over the loud and over the quiet frames. 136 numbers, means -6.2..0. Gain-invariant.
 */
export function zcrStatistics(frames: FrameDescriptors): Float64Array {
  return Float64Array.from([
    ...summary(frames, frames.crossings, CROSSING_ORDERS),
    ...summary(frames, frames.expectedCrossings, EXPECTED_ORDERS),
  ]);
}

function summary(frames: FrameDescriptors, rates: Float32Array, orders: number): number[] {
  const logs = rates.map((rate) => Math.log(rate + RATE_OFFSET));
  const { whole, loud, quiet } = frames.weights;
  const means = columnMeans(logs, orders, whole);
  return [
    ...means,
    ...columnDeviations(logs, orders, whole, means),
    ...columnQuantiles(logs, orders, whole, [0.1, 0.5, 0.9]),
    ...columnMeans(logs, orders, loud),
    ...columnMeans(logs, orders, quiet),
    ...columnDeviations(deltas(logs, orders), orders, whole, new Float64Array(orders)),
  ];
}

const HALF_FRAME = FFT_SIZE / 2 / HOP;

/**
 * Counts the sign changes of the signal and of its first five differences in each frame (Kedem 1986).
 * @returns rates, `frames x CROSSING_ORDERS`, as a fraction of the frame's samples, 0..1
 */
export function zeroCrossings(signal: Float32Array): Float32Array {
  const frames = frameCount(signal.length);
  const hops = signChanges(signal);
  const rates = new Float32Array(frames * CROSSING_ORDERS);
  for (let frame = 0; frame < frames; frame++) {
    const first = Math.max(0, frame - HALF_FRAME);
    const last = Math.min(frames, frame + HALF_FRAME);
    const samples = Math.min(signal.length - 1, last * HOP) - first * HOP;
    for (let order = 0; order < CROSSING_ORDERS; order++) {
      let count = 0;
      for (let hop = first; hop < last; hop++) count += hops[hop * CROSSING_ORDERS + order] ?? 0;
      rates[frame * CROSSING_ORDERS + order] = count / Math.max(1, samples);
    }
  }
  return rates;
}

/**
 * Thresholds Qn: a difference of order n counts as negative if it is below -Qn.
 * Qn is the RMS of the nth difference of white noise at -80 dB. Thus the rounding of 16-bit audio, which differencing
 * amplifies, causes no crossings.
 */
const Q1 = 1e-4 * Math.sqrt(2);
const Q2 = 1e-4 * Math.sqrt(6);
const Q3 = 1e-4 * Math.sqrt(20);
const Q4 = 1e-4 * Math.sqrt(70);
const Q5 = 1e-4 * Math.sqrt(252);

/**
 * Counts the sign changes of each hop, from after its first sample to the first sample of the next hop.
 * The orders are written out one by one so that all state stays in registers.
 * @returns counts, `hops x CROSSING_ORDERS`
 */
function signChanges(signal: Float32Array): Uint32Array {
  const counts = new Uint32Array(frameCount(signal.length) * CROSSING_ORDERS);
  // Previous value and sign of each order. The signal is extrapolated linearly before its start.
  let p0 = signal[0] ?? 0;
  let p1 = (signal[1] ?? 0) - p0;
  let [p2, p3, p4] = [0, 0, 0];
  let n0 = negative(p0);
  let n1 = negative(p1 + Q1);
  let [n2, n3, n4, n5] = [0, 0, 0, 0];
  for (let start = 0, at = 0; at < counts.length; start += HOP, at += CROSSING_ORDERS) {
    const end = Math.min(signal.length - 1, start + HOP);
    let [c0, c1, c2, c3, c4, c5] = [0, 0, 0, 0, 0, 0];
    for (let i = start + 1; i <= end; i++) {
      const d0 = signal[i] ?? 0;
      const d1 = d0 - p0;
      const d2 = d1 - p1;
      const d3 = d2 - p2;
      const d4 = d3 - p3;
      const m0 = negative(d0);
      const m1 = negative(d1 + Q1);
      const m2 = negative(d2 + Q2);
      const m3 = negative(d3 + Q3);
      const m4 = negative(d4 + Q4);
      const m5 = negative(d4 - p4 + Q5);
      c0 += m0 ^ n0;
      c1 += m1 ^ n1;
      c2 += m2 ^ n2;
      c3 += m3 ^ n3;
      c4 += m4 ^ n4;
      c5 += m5 ^ n5;
      [n0, n1, n2, n3, n4, n5] = [m0, m1, m2, m3, m4, m5];
      [p0, p1, p2, p3, p4] = [d0, d1, d2, d3, d4];
    }
    counts.set([c0, c1, c2, c3, c4, c5], at);
  }
  return counts;
}

/** Returns 1 for a negative number, otherwise 0. Has no branch, which a processor would mispredict on noise. */
function negative(x: number): number {
  return Number(x < 0);
}
