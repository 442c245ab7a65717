import { FEATURE_RATE } from '../pcm.ts';

/** Codecs at low bit rates and 22 kHz resamplers leave little alike above this, in hertz. */
const HIGHEST = 9000;
/** Below is offset and handling, not sound. */
const LOWEST = 20;
/** The three second-order sections of a sixth-order Butterworth filter, by their quality factors. */
const A = lowPass(0.51763809);
const B = lowPass(Math.SQRT1_2);
const C = lowPass(1.93185165);

/**
 * A copy of a signal with what codecs keep: sixth-order Butterworth low-pass at 9 kHz (sections by the bilinear
 * transform, Bristow-Johnson's cookbook), after a first-order high-pass at 20 Hz that removes any offset.
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

/** y = gain (x + 2 x' + x") - first y' - second y", where ' is one sample earlier. */
function lowPass(quality: number): { gain: number; first: number; second: number } {
  const angle = (2 * Math.PI * HIGHEST) / FEATURE_RATE;
  const alpha = Math.sin(angle) / (2 * quality);
  const cosine = Math.cos(angle);
  const scale = 1 / (1 + alpha);
  return { gain: ((1 - cosine) / 2) * scale, first: -2 * cosine * scale, second: (1 - alpha) * scale };
}
