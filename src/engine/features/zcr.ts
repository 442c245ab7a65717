import type { FrameDescriptors } from './analyze-frames.ts';
import { CROSSING_ORDERS } from './crossings.ts';
import { EXPECTED_ORDERS } from './expected-crossings.ts';
import { columnDeviations, columnMeans, columnQuantiles, deltas } from './moments.ts';

/** Keeps the logarithm of a rate finite: one crossing in 500 samples. */
const LEAST_RATE = 0.002;

/**
 * Voice and noise texture: how often the signal, and what is left of it after repeated differencing, changes sign.
 *
 * Logarithms of higher-order zero-crossing rates (Kedem 1986; order 0 is librosa.feature.zero_crossing_rate), counted
 * for orders 0..5 and foretold from the spectrum for eleven orders of smoothing and differencing: means, deviations,
 * 10/50/90 % quantiles and deviation of the frame-to-frame difference over the audible frames, means over the loud
 * moments and over what is between. 136 numbers, log of a share of samples, -6.2..0 for means; deaf to gain.
 */
export function zcrStatistics(frames: FrameDescriptors): Float64Array {
  return Float64Array.from([
    ...summary(frames, frames.crossings, CROSSING_ORDERS),
    ...summary(frames, frames.expectedCrossings, EXPECTED_ORDERS),
  ]);
}

function summary(frames: FrameDescriptors, rates: Float32Array, orders: number): number[] {
  const logs = rates.map((rate) => Math.log(rate + LEAST_RATE));
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
