import { z } from 'zod';
import { type FeatureName, mapFeatures } from '../embedding.ts';
import generated from './statistics.generated.json' with { type: 'json' };

/** An affine projection: the mean to subtract, and a matrix with one row per output dimension. */
export interface Projection {
  readonly mean: ArrayLike<number>;
  readonly matrix: readonly ArrayLike<number>[];
}

export interface BlockReference {
  /** Projections of a feature's statistics. Their results are concatenated, each scaled by its share of the block. */
  readonly readings: readonly (Projection & { readonly share: number })[];
  /** Cosine of two blocks whose projected statistics are orthogonal. It is fitted to a reason threshold of 0.8. */
  readonly raise: number;
  /** Share of the projected statistics in the block if the feature is fully present. The outline has the rest. */
  readonly trust: number;
}

export interface ReferenceStatistics {
  readonly features: Readonly<Record<FeatureName, BlockReference>>;
  readonly outline: Projection;
}

// Typed arrays hold plain numbers. The arrays that the schema returns may hold references to numbers.
const vectorSchema = z.array(z.number()).transform((numbers) => Float64Array.from(numbers));
const projectionSchema = z.object({ mean: vectorSchema, matrix: z.array(vectorSchema) });
const blockSchema = z.object({
  readings: z.array(projectionSchema.extend({ share: z.number().min(0).max(1) })).min(1),
  raise: z.number().min(0).max(1),
  trust: z.number().min(0).max(1),
});
const referenceSchema = z.object({
  features: z.object(mapFeatures(() => blockSchema)),
  outline: projectionSchema,
});

/** Means and projections that `training/fit-blocks.ts` fitted to the reference corpus. */
export const reference: ReferenceStatistics = referenceSchema.parse(generated);
