import type { FrameDescriptors } from './analyze-frames.ts';
import { timeSlices } from './time-slices.ts';

const CONTOUR_POINTS = 32;
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
export function rmsStatistics(frames: FrameDescriptors): Float64Array {
  const { levels, seconds, levelDb } = frames;
  const contour = timeSlices(frames, seconds, CONTOUR_POINTS).map(({ first, weights }) => {
    const power = weights.reduce((sum, weight, k) => sum + weight * 10 ** ((levels[first + k] ?? 0) / 10), 0);
    return Math.max(FLOOR_DB, 10 * Math.log10(power));
  });
  const length = Math.max(-4, Math.min(0, Math.log(seconds / LONG)));
  return Float64Array.from([...contour, length, Math.max(-60, Math.min(0, levelDb))]);
}
