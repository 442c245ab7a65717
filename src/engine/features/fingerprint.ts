import type { FrameDescriptors } from './analyze-frames.ts';
import { MEL_BANDS } from './mel.ts';
import { timeSlices } from './time-slices.ts';

const SLOTS = 16;
const BANDS = 16;
const WIDTH = MEL_BANDS / BANDS;
/** Nothing quieter than this below the loudest band tells sounds apart, in dB: codecs change it. */
const FLOOR_DB = -60;

/**
 * The outline of a sound as a whole: its masked log-mel spectrogram in 16 stretches of time by 16 bands, dB, -60..0.
 * With its grain (see `texture`) it is nearly the same for a copy of the sound and different for any other, so it
 * stands in for a feature that has nothing to say: two hits then match in rhythm only where they are the same hit.
 */
export function fingerprintStatistics(frames: Pick<FrameDescriptors, 'masked' | 'count' | 'seconds'>): Float64Array {
  const out = new Float64Array(SLOTS * BANDS);
  timeSlices(frames, frames.seconds, SLOTS).forEach(({ first, weights }, slot) => {
    weights.forEach((weight, k) => {
      for (let b = 0; b < MEL_BANDS; b++) {
        const at = slot * BANDS + Math.floor(b / WIDTH);
        const level = Math.max(FLOOR_DB, frames.masked[(first + k) * MEL_BANDS + b] ?? 0);
        out[at] = (out[at] ?? 0) + (level * weight) / WIDTH;
      }
    });
  });
  return out;
}
