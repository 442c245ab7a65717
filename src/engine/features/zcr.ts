import { createAnalysisKernel } from '../analysis-kernel.ts';
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

const kernel = createAnalysisKernel();
/** Memory of the kernel: counts and last signs, then the last samples and differences, thresholds and a hop. */
const counts = new Uint32Array(kernel.buffer, 0, 2 * CROSSING_ORDERS);
const last = new Float64Array(kernel.buffer, counts.byteLength, 2 * (CROSSING_ORDERS - 1));
const thresholds = new Float64Array(kernel.buffer, counts.byteLength + last.byteLength, 2 * (CROSSING_ORDERS - 1));
const hopSamples = new Float32Array(kernel.buffer, thresholds.byteOffset + thresholds.byteLength, HOP + 2);
thresholds.set([Q1, Q2, Q3, Q4, Q5].flatMap((threshold) => [threshold, threshold]));

/**
 * Counts the sign changes of each hop, from after its first sample to the first sample of the next hop.
 * The signal is extrapolated linearly before its start.
 * @returns counts, `hops x CROSSING_ORDERS`
 */
function signChanges(signal: Float32Array): Uint32Array {
  const changes = new Uint32Array(frameCount(signal.length) * CROSSING_ORDERS);
  const first = signal[0] ?? 0;
  const slope = (signal[1] ?? 0) - first;
  last.fill(0);
  [last[1], last[3]] = [first, slope];
  const signs = [first < 0, slope + Q1 < 0];
  for (let order = 0; order < CROSSING_ORDERS; order++) counts[2 * order + 1] = Number(signs[order] ?? false);
  for (let start = 0, at = 0; at < changes.length; start += HOP, at += CROSSING_ORDERS) {
    const samples = signal.subarray(start + 1, start + 1 + HOP);
    hopSamples.set(samples);
    for (let order = 0; order < CROSSING_ORDERS; order++) counts[2 * order] = 0;
    kernel.signChanges(hopSamples.byteOffset, samples.length, counts.byteOffset);
    for (let order = 0; order < CROSSING_ORDERS; order++) changes[at + order] = counts[2 * order] ?? 0;
  }
  return changes;
}
