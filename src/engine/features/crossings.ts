import { FFT_SIZE, frameCount, HOP } from '../spectrum.ts';

/** Orders counted: the signal itself, then its first to fifth successive differences. */
export const CROSSING_ORDERS = 6;

/**
 * Higher-order zero crossings (Kedem 1986): how often the signal, and each of its successive differences, changes
 * sign, as a share of the samples of a frame (0..1). Order 0 is the zero-crossing rate of librosa.
 * @returns `frames x CROSSING_ORDERS`, row-major.
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
 * What a difference of each order must fall below zero by to count as negative: what white noise 80 dB below a level of
 * 1 comes to in it, so that the rounding of 16-bit audio, which differencing magnifies, crosses nothing.
 */
const Q1 = 1e-4 * Math.sqrt(2);
const Q2 = 1e-4 * Math.sqrt(6);
const Q3 = 1e-4 * Math.sqrt(20);
const Q4 = 1e-4 * Math.sqrt(70);
const Q5 = 1e-4 * Math.sqrt(252);

/** Hops from a frame's centre to its ends. */
const HALF_FRAME = FFT_SIZE / 2 / HOP;

/**
 * Sign changes of each hop, from after its first sample up to the next hop's first, in the signal and in each of its
 * differences: `hops x CROSSING_ORDERS`. One pass, written out order by order, keeps all of them in registers.
 */
function signChanges(signal: Float32Array): Uint32Array {
  const counts = new Uint32Array(frameCount(signal.length) * CROSSING_ORDERS);
  // What came before, at each order; there is no difference yet, so the first is taken twice.
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

/** 1 below zero, else 0; without a branch, which would be mispredicted at every other sample of noise. */
function negative(x: number): number {
  return Number(x < 0);
}
