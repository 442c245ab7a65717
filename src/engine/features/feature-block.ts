import type { BlockReference, Projection } from '../reference/reference-statistics.ts';

/**
 * Builds the block of a feature, a vector with a Euclidean norm of 1:
 *
 *     [ sqrt(s (1 - r)) y | sqrt(s r) | sqrt(1 - s) u ]
 *
 * The vector `y` is the projected statistics and `u` is the outline of the sound, both with a norm of 1. The number `s`
 * is `salience * reference.trust`, and `r` is `reference.raise`.
 * Two sounds with s = 1 have the cosine r + (1 - r) cos(y1, y2). `r` is chosen so that a cosine of 0.8 separates pairs
 * that share the attribute of the feature from pairs that do not. If s = 0, the block contains only the outline,
 * and the sound matches only copies of itself in this feature.
 */
export function featureBlock(
  statistics: Float64Array,
  salience: number,
  outline: Float64Array,
  reference: BlockReference,
): Float32Array {
  const trust = salience * reference.trust;
  const projected = reference.readings.flatMap((reading) => {
    const scale = Math.sqrt(trust * (1 - reference.raise) * reading.share);
    return Array.from(unit(project(statistics, reading)), (x) => scale * x);
  });
  const rest = Array.from(outline, (x) => Math.sqrt(1 - trust) * x);
  return Float32Array.from(unit(Float64Array.from([...projected, Math.sqrt(trust * reference.raise), ...rest])));
}

/** Subtracts the reference mean from the statistics and multiplies by the reference matrix. */
export function project(statistics: Float64Array, { mean, matrix }: Projection): Float64Array {
  return Float64Array.from(matrix, (row) => {
    let sum = 0;
    for (let i = 0; i < row.length; i++) sum += (row[i] ?? 0) * ((statistics[i] ?? 0) - (mean[i] ?? 0));
    return sum;
  });
}

/** Scales a vector to length 1. Returns (1, 0, 0, ...) for a vector of zeros. */
export function unit(vector: Float64Array): Float64Array {
  let squares = 0;
  for (const x of vector) squares += x * x;
  if (!(squares > 1e-24)) return vector.map((_, i) => (i === 0 ? 1 : 0));
  const scale = 1 / Math.sqrt(squares);
  return vector.map((x) => x * scale);
}
