import { FEATURE_RATE } from '../pcm.ts';

/** Codecs at low bit rates and 22 kHz resamplers leave little alike above this, in hertz. */
const HIGHEST = 9000;
/** Below is offset and handling, not sound. */
const LOWEST = 20;
/** Quality factors of the three second-order sections of a sixth-order Butterworth filter. */
const SECTIONS = [0.51763809, Math.SQRT1_2, 1.93185165];

/**
 * A copy of a signal with what codecs keep: sixth-order Butterworth low-pass at 9 kHz (sections by the bilinear
 * transform, Bristow-Johnson's cookbook), after a first-order high-pass at 20 Hz that removes any offset.
 */
export function bandLimited(signal: Float32Array): Float32Array {
  const out = new Float32Array(signal.length);
  const keep = Math.exp((-2 * Math.PI * LOWEST) / FEATURE_RATE);
  let before = signal[0] ?? 0;
  let level = 0;
  for (let i = 0; i < signal.length; i++) {
    const x = signal[i] ?? 0;
    level = keep * (level + x - before);
    before = x;
    out[i] = level;
  }
  for (const quality of SECTIONS) lowPass(out, quality);
  return out;
}

/** One second-order low-pass section, in place. */
function lowPass(signal: Float32Array, quality: number): void {
  const angle = (2 * Math.PI * HIGHEST) / FEATURE_RATE;
  const alpha = Math.sin(angle) / (2 * quality);
  const cosine = Math.cos(angle);
  const a0 = 1 + alpha;
  const b0 = (1 - cosine) / 2 / a0;
  const a1 = (-2 * cosine) / a0;
  const a2 = (1 - alpha) / a0;
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let i = 0; i < signal.length; i++) {
    const x = signal[i] ?? 0;
    const y = b0 * (x + 2 * x1 + x2) - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    signal[i] = y;
  }
}
