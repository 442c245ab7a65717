import type { FrameDescriptors } from './frame-descriptors.ts';
import { timeSlices } from './time-slices.ts';

const CONTOUR_POINTS = 32;
/** Minimum level in the level contour, in dB relative to the loudest frame. */
const FLOOR_DB = -40;
/** Duration in seconds above which all sounds count as equally long. */
const MAX_SECONDS = 2;

/**
 * Summarizes loudness and dynamics: how the level changes from the beginning to the end of a sound.
 *
 * Mean power (librosa.feature.rms, squared) of 32 equal time slices in dB relative to the loudest frame, -40..0; the
 * natural logarithm of the duration relative to 2 s, -4..0; and the level of the loudest 3 ms in dB relative to full
 * scale, -60..0. 34 numbers. All but the last are gain-invariant.
 */
export function rmsStatistics(frames: FrameDescriptors): Float64Array {
  const { levels, seconds, levelDb } = frames;
  const contour = timeSlices(frames, seconds, CONTOUR_POINTS).map(({ first, weights }) => {
    const power = weights.reduce((sum, weight, k) => sum + weight * 10 ** ((levels[first + k] ?? 0) / 10), 0);
    return Math.max(FLOOR_DB, 10 * Math.log10(power));
  });
  const duration = Math.max(-4, Math.min(0, Math.log(seconds / MAX_SECONDS)));
  return Float64Array.from([...contour, duration, Math.max(-60, Math.min(0, levelDb))]);
}
