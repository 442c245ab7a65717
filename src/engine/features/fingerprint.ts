import type { Heard } from './heard.ts';
import { MEL_BANDS } from './mel.ts';

const SLOTS = 16;
const BANDS = 16;
const WIDTH = MEL_BANDS / BANDS;
/** Nothing quieter than this below the loudest band tells sounds apart, in dB: codecs change it. */
const FLOOR_DB = -60;

/**
 * The outline of a sound as a whole: its log-mel spectrogram in 16 stretches of time by 16 bands, dB, -60..0.
 * With its grain (see `texture`) it is nearly the same for a copy of the sound and different for any other, so it
 * stands in for a feature that has nothing to say: two hits then match in rhythm only where they are the same hit.
 */
export function fingerprintStatistics({ mel, frames }: Pick<Heard, 'mel' | 'frames'>): Float64Array {
  const out = new Float64Array(SLOTS * BANDS);
  for (let slot = 0; slot < SLOTS; slot++) {
    const from = Math.min(frames - 1, Math.floor((slot * frames) / SLOTS));
    const to = Math.max(from + 1, Math.floor(((slot + 1) * frames) / SLOTS));
    const share = 1 / ((to - from) * WIDTH);
    for (let t = from; t < to; t++) {
      for (let b = 0; b < MEL_BANDS; b++) {
        const at = slot * BANDS + Math.floor(b / WIDTH);
        out[at] = (out[at] ?? 0) + Math.max(FLOOR_DB, mel[t * MEL_BANDS + b] ?? 0) * share;
      }
    }
  }
  return out;
}
