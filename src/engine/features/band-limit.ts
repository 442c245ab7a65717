import { createAnalysisKernel } from '../analysis-kernel.ts';
import { FEATURE_RATE } from '../pcm.ts';

/** Upper end of the passband in hertz. Codecs at low bit rates and 22 kHz resamplers differ above it. */
const MAX_HERTZ = 9000;
/** Lower end of the passband in hertz. DC offset and handling noise lie below it. */
const MIN_HERTZ = 20;
const KEEP = Math.exp((-2 * Math.PI * MIN_HERTZ) / FEATURE_RATE);
const [A, B, C] = butterworth(MAX_HERTZ);
/** Coefficients and states of the filter, as the kernel stores them. Each `0` is a state. */
const INITIAL_STATE = Float64Array.from([
  ...[KEEP, 0, 0],
  ...[C.gain, C.first, C.second, 0, 0],
  ...[A.gain, B.gain, A.first, B.first, A.second, B.second, 0, 0, 0, 0],
  ...[0, 0],
]);
/** Index in the state of the last input of the high-pass. */
const LAST_INPUT = 1;
/** Number of samples by which the kernel delays its output. */
const DELAY = 2;

const kernel = createAnalysisKernel();
const state = new Float64Array(kernel.buffer, 0, INITIAL_STATE.length);
const input = new Float32Array(kernel.buffer, state.byteLength, 4096);
const output = new Float32Array(kernel.buffer, input.byteOffset + input.byteLength, input.length);

/**
 * Filters a signal to the band that all lossy codecs preserve.
 * A first-order high-pass at 20 Hz removes any DC offset, and a sixth-order Butterworth low-pass at 9 kHz follows.
 * @param padding number of zeros before and after the signal, at most 4096
 * @param out array for the result: a new one by default. It may be the memory of the signal and of the padding around it.
 */
export function bandLimited(
  signal: Float32Array,
  padding = 0,
  out: Float32Array = new Float32Array(signal.length + 2 * padding),
): Float32Array {
  eachBandLimited(signal, padding, (block, at) => out.set(block, at));
  return out;
}

/** Filters a signal as {@link bandLimited} does, and passes the result on in blocks, which the next block overwrites. */
export function eachBandLimited(
  signal: Float32Array,
  padding: number,
  visit: (block: Float32Array, at: number) => void,
): void {
  const length = signal.length + 2 * padding;
  state.set(INITIAL_STATE);
  state[LAST_INPUT] = padding > 0 ? 0 : (signal[0] ?? 0);
  for (let start = 0; start < length + DELAY; start += input.length) {
    const from = start - padding;
    const samples = signal.subarray(Math.max(0, from), Math.max(0, from + input.length));
    if (samples.length < input.length) input.fill(0);
    input.set(samples, Math.max(0, -from));
    kernel.bandLimit(input.byteOffset, output.byteOffset, input.length, state.byteOffset);
    const skipped = start === 0 ? DELAY : 0;
    const at = start - DELAY + skipped;
    visit(output.subarray(skipped, Math.max(skipped, skipped + length - at)), at);
  }
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
