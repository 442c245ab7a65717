import { bandLimited } from '../features/band-limit.ts';
import { extentOf } from '../features/excerpt.ts';
import { FEATURE_RATE } from '../pcm.ts';
import { acquireKernel, type ResampleKernel, releaseKernel } from '../resample/resample-kernel.ts';
import { WAVEFORM_RATE } from './align-waveforms.ts';

/** A sound and its audible part at {@link WAVEFORM_RATE}. */
export interface Waveform {
  /** The audible part, band-limited. */
  readonly samples: Float32Array;
  /** Position in the sound at which the audible part begins, in seconds. */
  readonly start: number;
  /**
   * The whole sound, not band-limited: at a cut, the filters would ring in the part, but not in its sound. Null if the
   * sound is too long to be compared in this way.
   */
  readonly unfiltered: Float32Array | null;
}

/** Half the length of the low-pass filter that a sound passes before its sample rate is halved, in samples. */
const RADIUS = 32;
/** Length of the filter, a multiple of 8, as the kernel needs it. The last taps are 0. */
const TAPS = 72;
/** Low-pass filter: a sinc with a Hann window, and a cutoff at 0.23 of the sample rate. */
const FILTER = Float32Array.from({ length: TAPS }, (_, i) => {
  const x = i - RADIUS;
  if (x > RADIUS) return 0;
  const sinc = x === 0 ? 0.46 : Math.sin(0.46 * Math.PI * x) / (Math.PI * x);
  return sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / (RADIUS + 1)));
});
/** Maximum length of a sound that is kept without filters, in seconds. */
export const MAX_UNFILTERED_SECONDS = 12;
/** Number of output samples that are computed at a time. */
const BLOCK = 4096;

/**
 * Halves the sample rate of a sound at {@link FEATURE_RATE}, and finds its audible part. Returns null for silence.
 * @param options.mayOverwrite whether the samples may be overwritten, which saves their size
 * @param options.keepsUnfiltered whether the waveform of a short sound is kept without filters too
 */
export function waveformOf(
  samples: Float32Array,
  { mayOverwrite = false, keepsUnfiltered = true } = {},
): Waveform | null {
  const isShort = samples.length <= MAX_UNFILTERED_SECONDS * FEATURE_RATE;
  const unfiltered = keepsUnfiltered && isShort ? halved(samples, 0, Math.ceil(samples.length / 2)) : null;
  const limited = bandLimited(samples, 0, mayOverwrite ? samples : undefined);
  const extent = extentOf(limited);
  if (!extent) return null;
  const { from, to } = extent;
  return { samples: halved(limited, from, Math.ceil((to - from) / 2)), start: from / FEATURE_RATE, unfiltered };
}

/** Returns every second sample of a low-pass filtered signal, `count` samples from index `from` on. */
function halved(signal: Float32Array, from: number, count: number): Float32Array {
  const kernel = acquireKernel();
  try {
    return halvedBy(kernel, signal, from, count);
  } finally {
    releaseKernel(kernel);
  }
}

function halvedBy(kernel: ResampleKernel, signal: Float32Array, from: number, count: number): Float32Array {
  kernel.reserve((TAPS + BLOCK + 2 * BLOCK + TAPS) * Float32Array.BYTES_PER_ELEMENT);
  const filter = new Float32Array(kernel.buffer, 0, TAPS);
  const output = new Float32Array(kernel.buffer, filter.byteLength, BLOCK);
  const input = new Float32Array(kernel.buffer, output.byteOffset + output.byteLength, 2 * BLOCK + TAPS);
  filter.set(FILTER);
  const out = new Float32Array(count);
  for (let start = 0; start < count; start += BLOCK) {
    const first = from + 2 * start - RADIUS;
    const part = signal.subarray(Math.max(0, first), Math.max(0, first + input.length));
    input.fill(0);
    input.set(part, Math.max(0, -first));
    const length = Math.min(BLOCK, count - start);
    kernel.filter(input.byteOffset, filter.byteOffset, output.byteOffset, filter.byteLength, 1, 2, 0, length);
    out.set(output.subarray(0, length), start);
  }
  return out;
}

/** Half the width of the Lanczos kernel in samples, and number of tabulated positions between two samples. */
const LANCZOS = 8;
const PHASES = 512;
/**
 * Lanczos kernel for interpolation: for each of the positions between two samples, the weights of the samples around
 * that position.
 */
const WEIGHTS = Float32Array.from({ length: PHASES * 2 * LANCZOS }, (_, i) => {
  const x = Math.PI * (Math.floor(i / (2 * LANCZOS)) / PHASES - ((i % (2 * LANCZOS)) - LANCZOS + 1));
  return Math.abs(x) < 1e-9 ? 1 : (LANCZOS * Math.sin(x) * Math.sin(x / LANCZOS)) / (x * x);
});

/** Returns a waveform as it would be if it were played `ratio` times as fast. */
export function atRatio(samples: Float32Array, ratio: number): Float32Array {
  const out = new Float32Array(Math.floor(samples.length / ratio));
  for (let i = 0; i < out.length; i++) {
    const at = Math.round(i * ratio * PHASES);
    const center = Math.floor(at / PHASES);
    const weights = (at % PHASES) * 2 * LANCZOS;
    let sum = 0;
    for (let k = 0; k < 2 * LANCZOS; k++) sum += (samples[center - LANCZOS + 1 + k] ?? 0) * (WEIGHTS[weights + k] ?? 0);
    out[i] = sum;
  }
  return out;
}
