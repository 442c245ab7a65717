import { z } from 'zod';
import generated from './statistics.generated.json' with { type: 'json' };

/** Statistics less their mean, through a matrix of one row a dimension. */
const projectionSchema = z.object({ mean: z.array(z.number()), matrix: z.array(z.array(z.number())) });
export type Projection = z.infer<typeof projectionSchema>;

const blockSchema = z.object({
  /** Ways to read the statistics and what each counts for; shares sum to 1. */
  readings: z.array(projectionSchema.extend({ share: z.number().min(0).max(1) })).min(1),
  /** Cosine that two sounds have when what they say is at right angles; places the threshold of 0.8. */
  raise: z.number().min(0).max(1),
  /** Share of the block that the feature has, where it has something to say; the fingerprint has the rest. */
  trust: z.number().min(0).max(1),
});
export type BlockReference = z.infer<typeof blockSchema>;

const referenceSchema = z.object({
  features: z.object({
    mfcc: blockSchema,
    chroma: blockSchema,
    contrast: blockSchema,
    rhythm: blockSchema,
    zcr: blockSchema,
    rms: blockSchema,
  }),
  fingerprint: projectionSchema,
});
export type ReferenceStatistics = z.infer<typeof referenceSchema>;

/** Means and matrices that `training/fit.ts` fitted; sources and counts are in `training/README.md`. */
export const reference: ReferenceStatistics = referenceSchema.parse(generated);
