import { CLAP_RATE } from '../pcm.ts';

/** Number of samples in a window: CLAP takes exactly ten seconds at {@link CLAP_RATE}. */
export const WINDOW_SAMPLES = 10 * CLAP_RATE;

/** Maximum number of windows of one sound, which bounds the cost of a ten-minute file. */
export const MAX_WINDOWS = 6;

/** Maximum number of zeros after the whole copies of a short sound: a quarter of the window. */
const MAX_ZEROS = WINDOW_SAMPLES / 4;

/**
 * Cuts a sound into the windows that CLAP embeds. The same samples always give the same windows.
 *
 * A sound shorter than a window is tiled as LAION tiles it (`repeatpad` in `laion_clap/training/data.py`):
 * `floor(window / length)` whole copies, then zeros. If the zeros would take more than a quarter of the window, the
 * window is filled with a part of another copy instead (`repeat` in transformers). With zeros, a sound of 5 s and its
 * copy, which has 5.013 s after encoding, would differ much.
 *
 * A longer sound is cut into as many windows as are needed to contain all of it, at most {@link MAX_WINDOWS}, evenly
 * spaced from its first sample to its last. The preprocessors that come with CLAP models would instead crop a sound
 * beyond 10 s at random, and lose a copy if the length divides 10 s.
 *
 * @param samples mono, 48 kHz ({@link CLAP_RATE}), every sample finite
 * @returns one to {@link MAX_WINDOWS} arrays of {@link WINDOW_SAMPLES}, each with its own buffer
 * @throws RangeError if there are no samples, or one of them is not finite
 */
export function cutWindows(samples: Float32Array): Float32Array<ArrayBuffer>[] {
  if (samples.length === 0) throw new RangeError('CLAP needs at least one sample');
  if (!allFinite(samples)) throw new RangeError('CLAP needs finite samples');
  if (samples.length <= WINDOW_SAMPLES) return [tile(samples)];

  const count = Math.min(MAX_WINDOWS, Math.ceil(samples.length / WINDOW_SAMPLES));
  const spacing = (samples.length - WINDOW_SAMPLES) / (count - 1);
  return Array.from({ length: count }, (_, index) => {
    const start = Math.round(index * spacing);
    return samples.slice(start, start + WINDOW_SAMPLES);
  });
}

/**
 * Returns whether every number is finite, by their sum alone.
 * NaN and infinity survive in a sum, and a 64-bit sum of 32-bit floats cannot overflow.
 */
export function allFinite(numbers: Float32Array): boolean {
  let sum = 0;
  for (const number of numbers) sum += number;
  return Number.isFinite(sum);
}

/** Returns one window: as many whole copies of a short sound as fit, then zeros or the beginning of another copy. */
function tile(samples: Float32Array): Float32Array<ArrayBuffer> {
  const window = new Float32Array(WINDOW_SAMPLES);
  const copies = Math.floor(WINDOW_SAMPLES / samples.length);
  for (let copy = 0; copy < copies; copy++) window.set(samples, copy * samples.length);
  const filled = copies * samples.length;
  if (WINDOW_SAMPLES - filled > MAX_ZEROS) window.set(samples.subarray(0, WINDOW_SAMPLES - filled), filled);
  return window;
}
