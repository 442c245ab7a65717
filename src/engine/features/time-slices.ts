import { FEATURE_RATE } from '../pcm.ts';
import { HOP } from '../spectrum.ts';
import type { FrameDescriptors } from './frame-descriptors.ts';

export interface TimeSlice {
  readonly first: number;
  /** Weights of the consecutive frames from `first` on. The weights sum to 1. */
  readonly weights: readonly number[];
}

/**
 * Divides the first `seconds` of a sound into `count` slices of equal duration.
 * Two slices share the frame at their boundary, each in proportion to its overlap with the frame. A shift by a few
 * samples therefore changes the weights only slightly.
 */
export function timeSlices(frames: Pick<FrameDescriptors, 'count'>, seconds: number, count: number): TimeSlice[] {
  // In units of hops, frame t spans t - 0.5 to t + 0.5.
  const length = Math.min(frames.count - 0.5, (seconds * FEATURE_RATE) / HOP);
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [(i * length) / count, ((i + 1) * length) / count];
    const first = Math.min(frames.count - 1, Math.round(from));
    const last = Math.min(frames.count - 1, Math.round(to));
    const overlaps = Array.from({ length: last - first + 1 }, (_, k) =>
      Math.max(1e-9, Math.min(to, first + k + 0.5) - Math.max(from, first + k - 0.5)),
    );
    const sum = overlaps.reduce((a, b) => a + b, 0);
    return { first, weights: overlaps.map((overlap) => overlap / sum) };
  });
}
