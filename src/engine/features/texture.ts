import type { FrameDescriptors } from './analyze-frames.ts';
import { MEL_BANDS } from './mel.ts';
import { timeSlices } from './time-slices.ts';

const SLOTS = 8;
const SECONDS = 1.5;
/** First mel band of each group of bands that is looked at, and how many bands it has. */
const GROUPS = [4, 18, 32, 46];
const GROUP_BANDS = 4;
export const TEXTURE_DIMENSIONS = SLOTS * GROUPS.length;
/** Unevenness, in dB, at which the texture weighs half of what it can. */
const HALF_DB = 0.4;
/** What a plainly uneven texture weighs beside the outline of the sound, which weighs 1. */
const MOST = 1.3;

/**
 * The grain of a sound's first one and a half seconds: how the level of four groups of mel bands departs, stretch by
 * stretch, from what their means over time and over frequency foretell. Two hisses are alike in outline and differ in
 * grain; copies of one recording have it in common. 32 numbers whose length is 0 for a perfectly even sound and
 * nears {@link MOST} for an uneven one.
 */
export function textureStatistics(frames: Pick<FrameDescriptors, 'masked' | 'count' | 'seconds'>): Float64Array {
  const cells = Float64Array.from(
    timeSlices(frames, Math.min(frames.seconds, SECONDS), SLOTS).flatMap(({ first, weights }) =>
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
  const unevenness = Math.sqrt(cells.reduce((sum, x) => sum + x * x, 0) / cells.length);
  if (unevenness < 1e-6) return cells.fill(0);
  const length = (MOST * unevenness) / (unevenness + HALF_DB);
  return cells.map((x) => (x * length) / (unevenness * Math.sqrt(cells.length)));
}

/** Takes from each cell the mean of its stretch and of its group, in place. */
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
  const bySlot = Array.from({ length: SLOTS }, (_, slot) => average((i) => Math.floor(i / groups) === slot));
  const byGroup = GROUPS.map((_, group) => average((i) => i % groups === group));
  cells.forEach((x, i) => {
    cells[i] = x - (bySlot[Math.floor(i / groups)] ?? 0) - (byGroup[i % groups] ?? 0) + overall;
  });
}
