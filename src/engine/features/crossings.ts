import { FFT_SIZE, frameCount, HOP } from '../spectrum.ts';

/** Orders counted: the signal itself, then its first to ninth successive differences. */
export const CROSSING_ORDERS = 6;

/**
 * Higher-order zero crossings (Kedem 1986): how often the signal, and each of its successive differences, changes
 * sign, as a share of the samples of a frame (0..1). Order 0 is the zero-crossing rate of librosa.
 * @returns `frames x CROSSING_ORDERS`, row-major.
 */
export function zeroCrossings(signal: Float32Array): Float32Array {
  const frames = frameCount(signal.length);
  const rates = new Float32Array(frames * CROSSING_ORDERS);
  const current = new Float64Array(signal);
  const counts = new Uint32Array(signal.length + 1);
  for (let order = 0; order < CROSSING_ORDERS; order++) {
    if (order > 0) differentiate(current);
    countSignChanges(current, counts);
    for (let frame = 0; frame < frames; frame++) {
      const from = Math.max(0, frame * HOP - FFT_SIZE / 2);
      const to = Math.min(current.length - 1, frame * HOP + FFT_SIZE / 2);
      const count = (counts[Math.max(0, to)] ?? 0) - (counts[from] ?? 0);
      rates[frame * CROSSING_ORDERS + order] = count / Math.max(1, to - from);
    }
  }
  return rates;
}

/** Successive differences, in place; the first repeats the second. */
function differentiate(signal: Float64Array): void {
  for (let i = signal.length - 1; i > 0; i--) signal[i] = (signal[i] ?? 0) - (signal[i - 1] ?? 0);
  signal[0] = signal[1] ?? 0;
}

/** Sign changes up to and including each sample. */
function countSignChanges(signal: Float64Array, counts: Uint32Array): void {
  let count = 0;
  let negative = (signal[0] ?? 0) < 0 ? 1 : 0;
  for (let i = 1; i < signal.length; i++) {
    const now = (signal[i] ?? 0) < 0 ? 1 : 0;
    // No branch: in noise it would be mispredicted at every other sample.
    count += now ^ negative;
    counts[i] = count;
    negative = now;
  }
}
