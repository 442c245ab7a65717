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
  const hops = new Uint32Array(frames + 1);
  for (let order = 0; order < CROSSING_ORDERS; order++) {
    countAndDifferentiate(current, hops);
    for (let frame = 0; frame < frames; frame++) {
      const first = Math.max(0, frame - HALF_FRAME);
      const last = Math.min(frames, frame + HALF_FRAME);
      let count = 0;
      for (let hop = first; hop < last; hop++) count += hops[hop] ?? 0;
      const samples = Math.min(current.length - 1, last * HOP) - first * HOP;
      rates[frame * CROSSING_ORDERS + order] = count / Math.max(1, samples);
    }
  }
  return rates;
}

/** Hops from a frame's centre to its ends. */
const HALF_FRAME = FFT_SIZE / 2 / HOP;

/**
 * Counts the sign changes of each hop, from after its first sample up to the next hop's first, and puts the signal's
 * successive differences in its place; the first repeats the second.
 */
function countAndDifferentiate(signal: Float64Array, hops: Uint32Array): void {
  let before = signal[0] ?? 0;
  let negative = before < 0 ? 1 : 0;
  for (let hop = 0; hop < hops.length; hop++) {
    const end = Math.min(signal.length - 1, (hop + 1) * HOP);
    let count = 0;
    for (let i = hop * HOP + 1; i <= end; i++) {
      const here = signal[i] ?? 0;
      const now = here < 0 ? 1 : 0;
      // No branch: in noise it would be mispredicted at every other sample.
      count += now ^ negative;
      negative = now;
      signal[i] = here - before;
      before = here;
    }
    hops[hop] = count;
  }
  signal[0] = signal[1] ?? 0;
}
