import { FEATURE_RATE } from '../pcm.ts';
import { butterworth } from './low-pass.ts';

/** Codecs at low bit rates and 22 kHz resamplers leave little alike above this, in hertz. */
const HIGHEST = 9000;
/** Below is offset and handling, not sound. */
const LOWEST = 20;
const [A, B, C] = butterworth(HIGHEST);

/**
 * A copy of a signal with what codecs keep: sixth-order Butterworth low-pass at 9 kHz, after a first-order high-pass at 20 Hz that removes any offset.
 * One pass: the sections follow one another sample by sample, so that none waits for its own last result.
 */
export function bandLimited(signal: Float32Array): Float32Array {
  const out = new Float32Array(signal.length);
  const keep = Math.exp((-2 * Math.PI * LOWEST) / FEATURE_RATE);
  let before = signal[0] ?? 0;
  let level = 0;
  // Two numbers of memory for each section (transposed direct form II).
  let [a1, a2, b1, b2, c1, c2] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < signal.length; i++) {
    const x = signal[i] ?? 0;
    level = keep * (level + (x - before));
    before = x;
    const inA = A.gain * level;
    const outA = inA + a1;
    a1 = 2 * inA + a2 - A.first * outA;
    a2 = inA - A.second * outA;
    const inB = B.gain * outA;
    const outB = inB + b1;
    b1 = 2 * inB + b2 - B.first * outB;
    b2 = inB - B.second * outB;
    const inC = C.gain * outB;
    const outC = inC + c1;
    c1 = 2 * inC + c2 - C.first * outC;
    c2 = inC - C.second * outC;
    out[i] = outC;
  }
  return out;
}
