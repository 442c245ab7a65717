import { FEATURE_RATE } from '../pcm.ts';
import { HOP } from '../spectrum.ts';
import type { FrameDescriptors } from './analyze-frames.ts';

/** How much each frame of a stretch of a sound counts; weights sum to 1. */
export interface TimeSlice {
  /** The first frame that counts. */
  readonly first: number;
  readonly weights: readonly number[];
}

/**
 * Divides the first `seconds` of a sound into `count` equal stretches. A frame counts in each by the part of it that
 * lies there, so that a sound that is longer by a few samples, or begins a few later, is divided much the same.
 */
export function timeSlices(frames: Pick<FrameDescriptors, 'count'>, seconds: number, count: number): TimeSlice[] {
  // Frame t stands for the time from half a hop before its centre, t hops, to half a hop after it.
  const length = Math.min(frames.count - 0.5, (seconds * FEATURE_RATE) / HOP);
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [(i * length) / count, ((i + 1) * length) / count];
    const first = Math.min(frames.count - 1, Math.round(from));
    const last = Math.min(frames.count - 1, Math.round(to));
    const parts = Array.from({ length: last - first + 1 }, (_, k) =>
      Math.max(1e-9, Math.min(to, first + k + 0.5) - Math.max(from, first + k - 0.5)),
    );
    const sum = parts.reduce((a, b) => a + b, 0);
    return { first, weights: parts.map((part) => part / sum) };
  });
}
