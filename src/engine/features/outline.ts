import type { FrameDescriptors } from './frame-descriptors.ts';
import { MEL_BANDS } from './mel-bank.ts';
import { timeSlices } from './time-slices.ts';

const SLICES = 16;
const BANDS = 16;
const BAND_WIDTH = MEL_BANDS / BANDS;
/** Minimum level in dB relative to the loudest band. Quieter content is cut off, because lossy codecs change it. */
const FLOOR_DB = -60;

/**
 * Computes the coarse spectrogram of a sound: 16 time slices of 16 bands, row-major.
 * The levels are masked mel levels in dB, -60..0. The spectrogram and {@link textureStatistics} together are
 * the outline of a sound. The outline fills the block of a feature that is not present in the sound, so that the sound
 * matches only copies of itself.
 */
export function outlineStatistics(frames: Pick<FrameDescriptors, 'masked' | 'count' | 'seconds'>): Float64Array {
  const out = new Float64Array(SLICES * BANDS);
  timeSlices(frames, frames.seconds, SLICES).forEach(({ first, weights }, slice) => {
    weights.forEach((weight, k) => {
      for (let b = 0; b < MEL_BANDS; b++) {
        const at = slice * BANDS + Math.floor(b / BAND_WIDTH);
        const level = Math.max(FLOOR_DB, frames.masked[(first + k) * MEL_BANDS + b] ?? 0);
        out[at] = (out[at] ?? 0) + (level * weight) / BAND_WIDTH;
      }
    });
  });
  return out;
}

const TEXTURE_SLICES = 8;
const TEXTURE_SECONDS = 1.5;
/** First mel band of each group of bands whose texture is measured, and number of bands in a group. */
const GROUPS = [4, 18, 32, 46];
const GROUP_BANDS = 4;
export const TEXTURE_DIMENSIONS = TEXTURE_SLICES * GROUPS.length;
/** RMS of the texture, in dB, at which the texture vector has half of its maximum length. */
const HALF_DB = 0.4;
/** Maximum Euclidean norm of the texture vector. The coarse spectrogram, the rest of the outline, has a norm of 1. */
const MAX_LENGTH = 1.3;

/**
 * Computes the texture of the first 1.5 s of a sound: how unevenly 4 groups of bands vary over time.
 * The texture consists of masked mel levels in 8 time slices of 4 groups, minus the mean of each slice and of each
 * group. Two recordings of noise may have the same coarse spectrogram, but have different textures.
 * @returns 32 numbers, a vector whose length is 0 for an even sound and approaches 1.3 for an uneven one
 */
export function textureStatistics(frames: Pick<FrameDescriptors, 'masked' | 'count' | 'seconds'>): Float64Array {
  const cells = Float64Array.from(
    timeSlices(frames, Math.min(frames.seconds, TEXTURE_SECONDS), TEXTURE_SLICES).flatMap(({ first, weights }) =>
      GROUPS.map((group) => {
        let sum = 0;
        weights.forEach((weight, k) => {
          const start = (first + k) * MEL_BANDS + group;
          for (let b = 0; b < GROUP_BANDS; b++) sum += weight * (frames.masked[start + b] ?? 0);
        });
        return sum / GROUP_BANDS;
      }),
    ),
  );
  removeMeans(cells);
  const rms = Math.sqrt(cells.reduce((sum, x) => sum + x * x, 0) / cells.length);
  if (rms < 1e-6) return cells.fill(0);
  const length = (MAX_LENGTH * rms) / (rms + HALF_DB);
  return cells.map((x) => (x * length) / (rms * Math.sqrt(cells.length)));
}

/** Subtracts from each cell the mean of its time slice and the mean of its group of bands, in place. */
function removeMeans(cells: Float64Array): void {
  const groups = GROUPS.length;
  const average = (pick: (i: number) => boolean) => {
    let [sum, count] = [0, 0];
    cells.forEach((x, i) => {
      if (pick(i)) [sum, count] = [sum + x, count + 1];
    });
    return sum / count;
  };
  const overall = average(() => true);
  const bySlice = Array.from({ length: TEXTURE_SLICES }, (_, slice) =>
    average((i) => Math.floor(i / groups) === slice),
  );
  const byGroup = GROUPS.map((_, group) => average((i) => i % groups === group));
  cells.forEach((x, i) => {
    cells[i] = x - (bySlice[Math.floor(i / groups)] ?? 0) - (byGroup[i % groups] ?? 0) + overall;
  });
}
