import type { Heard } from './heard.ts';

export const CONTOUR_POINTS = 32;
/** The contour hears nothing further than this below the loudest frame, in dB. */
const FLOOR_DB = -40;
/** Sounds of this length or longer, in seconds, count as equally long; shorter ones are told apart by length. */
const LONG = 2;

/**
 * Loudness and dynamics: how the level runs from the beginning to the end.
 *
 * Mean power of 32 equal stretches in dB relative to the loudest frame (librosa.feature.rms), -40..0; then the natural
 * logarithm of the length relative to 2 s, -4..0; then the level of the loudest moment, dB relative to full scale,
 * -60..0. 34 numbers, of which gain moves only the last.
 */
export function rmsStatistics({ levels, frames, seconds, levelDb }: Heard): Float64Array {
  const out = new Float64Array(CONTOUR_POINTS + 2);
  for (let i = 0; i < CONTOUR_POINTS; i++) {
    const from = Math.min(frames - 1, Math.floor((i * frames) / CONTOUR_POINTS));
    const to = Math.max(from + 1, Math.floor(((i + 1) * frames) / CONTOUR_POINTS));
    let power = 0;
    for (let t = from; t < to; t++) power += 10 ** ((levels[t] ?? 0) / 10) / (to - from);
    out[i] = Math.max(FLOOR_DB, 10 * Math.log10(power));
  }
  out[CONTOUR_POINTS] = Math.max(-4, Math.min(0, Math.log(seconds / LONG)));
  out[CONTOUR_POINTS + 1] = Math.max(-60, Math.min(0, levelDb));
  return out;
}
