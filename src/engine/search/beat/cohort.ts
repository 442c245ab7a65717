import { z } from 'zod';
import generated from './cohort.generated.json' with { type: 'json' };
import { PATTERN_BANDS } from './onset-pattern.ts';
import { type BeatQuery, beatQuery, coarseLikeness } from './search-beats.ts';

const cohortSchema = z.object({ patterns: z.array(z.base64()).min(1) });

/** Number of frames of a sound that are compared with the cohort: 12 s. */
const MAX_FRAMES = 258;

let cohort: readonly BeatQuery[] | undefined;

/**
 * Computes how similar a pattern is to the cohort, 0..1: the mean over 24 varied drum loops that ship with the engine
 * (written by training/beat-cohort.ts). Dense patterns resemble every loop.
 */
export function cohortLikeness(pattern: Uint8Array): number {
  cohort ??= cohortSchema
    .parse(generated)
    .patterns.flatMap((text) => beatQuery(Uint8Array.from(Buffer.from(text, 'base64'))) ?? []);
  const part = pattern.subarray(0, MAX_FRAMES * PATTERN_BANDS);
  return cohort.reduce((sum, query) => sum + coarseLikeness(query, part), 0) / cohort.length;
}
