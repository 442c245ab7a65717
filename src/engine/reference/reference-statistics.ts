import { z } from 'zod';
import { mapFeatures } from '../embedding.ts';
import generated from './statistics.generated.json' with { type: 'json' };

/** An affine projection: the mean to subtract, and a matrix with one row per output dimension. */
const projectionSchema = z.object({ mean: z.array(z.number()), matrix: z.array(z.array(z.number())) });
export type Projection = z.infer<typeof projectionSchema>;

const blockSchema = z.object({
  /** Projections of a feature's statistics. Their results are concatenated, each scaled by its share of the block. */
  readings: z.array(projectionSchema.extend({ share: z.number().min(0).max(1) })).min(1),
  /** Cosine of two blocks whose projected statistics are orthogonal. It is fitted to a reason threshold of 0.8. */
  raise: z.number().min(0).max(1),
  /** Share of the projected statistics in the block if the feature is fully present. The outline has the rest. */
  trust: z.number().min(0).max(1),
});
export type BlockReference = z.infer<typeof blockSchema>;

const referenceSchema = z.object({
  features: z.object(mapFeatures(() => blockSchema)),
  outline: projectionSchema,
});
export type ReferenceStatistics = z.infer<typeof referenceSchema>;

/** Means and projections that `training/fit-blocks.ts` fitted to the reference corpus. */
export const reference: ReferenceStatistics = referenceSchema.parse(generated);
