import { FEATURE_RATE } from '../pcm.ts';

/** Upper end of the passband in hertz. Codecs at low bit rates and 22 kHz resamplers differ above it. */
const MAX_HERTZ = 9000;
/** Lower end of the passband in hertz. DC offset and handling noise lie below it. */
const MIN_HERTZ = 20;
const [A, B, C] = butterworth(MAX_HERTZ);

/**
 * Filters a signal to the band that all lossy codecs preserve. Returns a new array.
 * A first-order high-pass at 20 Hz removes any DC offset, and a sixth-order Butterworth low-pass at 9 kHz follows. All
 * filter sections run in one pass over the samples, so that the processor can overlap their dependent operations.
 */
export function bandLimited(signal: Float32Array): Float32Array {
  const out = new Float32Array(signal.length);
  const keep = Math.exp((-2 * Math.PI * MIN_HERTZ) / FEATURE_RATE);
  let before = signal[0] ?? 0;
  let level = 0;
  // Two state variables per filter section (transposed direct form II).
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

/** A second-order filter section: y[i] = gain (x[i] + 2 x[i-1] + x[i-2]) - first y[i-1] - second y[i-2]. */
export interface Section {
  readonly gain: number;
  readonly first: number;
  readonly second: number;
}

/** Designs a sixth-order Butterworth low-pass as three sections, by the bilinear transform. */
export function butterworth(hertz: number): readonly [Section, Section, Section] {
  return [section(0.51763809, hertz), section(Math.SQRT1_2, hertz), section(1.93185165, hertz)];
}

function section(quality: number, hertz: number): Section {
  const angle = (2 * Math.PI * hertz) / FEATURE_RATE;
  const alpha = Math.sin(angle) / (2 * quality);
  const cosine = Math.cos(angle);
  const scale = 1 / (1 + alpha);
  return { gain: ((1 - cosine) / 2) * scale, first: -2 * cosine * scale, second: (1 - alpha) * scale };
}
