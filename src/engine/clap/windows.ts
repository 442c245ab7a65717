import { CLAP_RATE } from '../pcm.ts';

/** CLAP hears ten seconds at a time: exactly this many samples at {@link CLAP_RATE}. */
export const WINDOW_SAMPLES = 10 * CLAP_RATE;

/** Windows of one sound at most: what a ten-minute file costs. */
export const MAX_WINDOWS = 6;

/**
 * Cuts a sound into the windows that CLAP hears, always the same ones for the same samples.
 *
 * A sound shorter than a window is tiled as LAION tiles it (`repeatpad` in `laion_clap/training/data.py`):
 * `floor(window / length)` whole copies, then zeros. A longer one is cut at evenly spaced places from its first sample
 * to its last: as many windows as cover it, up to {@link MAX_WINDOWS}. So the ready-made processors never see a length
 * at which they crop at random (over 10 s) or lose a copy (a length that divides 10 s).
 *
 * @param samples mono, 48 kHz ({@link CLAP_RATE}), every sample finite
 * @returns one to {@link MAX_WINDOWS} arrays of {@link WINDOW_SAMPLES}, each with a buffer of its own
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

/** Whether every number is finite: one that is not survives in the sum, and a sum of 32-bit floats cannot overflow. */
export function allFinite(numbers: Float32Array): boolean {
  let sum = 0;
  for (const number of numbers) sum += number;
  return Number.isFinite(sum);
}

function tile(samples: Float32Array): Float32Array<ArrayBuffer> {
  const window = new Float32Array(WINDOW_SAMPLES);
  const copies = Math.floor(WINDOW_SAMPLES / samples.length);
  for (let copy = 0; copy < copies; copy++) window.set(samples, copy * samples.length);
  return window;
}
