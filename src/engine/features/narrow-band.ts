import type { FrameDescriptors } from './analyze-frames.ts';
import { butterworth, type Section } from './low-pass.ts';
import { MEL_BANDS } from './mel.ts';

/** The first mel band of the 64 up to 9.5 kHz that telephone speech, sampled at 8 kHz, has nothing in. */
const FIRST_EMPTY_BAND = 51;
/** Loudest level in those bands up to which a recording is narrow-band, and from which on it is not, in dB. */
const NARROW_DB = -60;
const WIDE_DB = -50;
/** Frames at either end in which the edge of the recording splashes over all bands. */
const EDGE = 2;
/** Coders at that rate leave little alike above this, in hertz, as they do above 9 kHz for others. */
const HIGHEST = 3200;
const SECTIONS = [...butterworth(HIGHEST), ...butterworth(HIGHEST)];

/** How much of what a sound has above the telephone's band is to be heard, 0..1: none where the recording ends there. */
export function bandwidthOf({ mel, count }: Pick<FrameDescriptors, 'mel' | 'count'>): number {
  const edge = count > 2 * EDGE ? EDGE : 0;
  let loudest = NARROW_DB;
  for (let t = edge; t < count - edge; t++) {
    for (let b = FIRST_EMPTY_BAND; b < MEL_BANDS; b++) loudest = Math.max(loudest, mel[t * MEL_BANDS + b] ?? 0);
  }
  return Math.min(1, (loudest - NARROW_DB) / (WIDE_DB - NARROW_DB));
}

/** A copy of a signal whose part above 3.2 kHz counts only by `width`, 0..1. */
export function narrowBand(signal: Float32Array, width: number): Float32Array {
  const low = signal.slice();
  for (const section of SECTIONS) filter(low, section);
  return low.map((x, i) => x + width * ((signal[i] ?? 0) - x));
}

/** One second-order section, in place. */
function filter(signal: Float32Array, { gain, first, second }: Section): void {
  let [one, two] = [0, 0];
  for (let i = 0; i < signal.length; i++) {
    const x = gain * (signal[i] ?? 0);
    const y = x + one;
    one = 2 * x + two - first * y;
    two = x - second * y;
    signal[i] = y;
  }
}
