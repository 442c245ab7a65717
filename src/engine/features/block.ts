import type { BlockReference, Projection } from '../reference/statistics.ts';
import { seededRandom } from '../seeded-random.ts';

/**
 * Builds the unit-length block of a feature from its statistics, its salience `c` (0..1) and the sound's fingerprint `u`:
 *
 *     [ sqrt(s (1 - r)) y | sqrt(s r) | sqrt(1 - s) u ],   s = c * reference.trust,   r = reference.raise
 *
 * `y` holds the projections of the statistics, each of length 1 times the square root of its share.
 * The cosine of two salient sounds (s = 1) is r + (1 - r) cos(y1, y2). `r` is chosen so that a cosine of 0.8 separates
 * pairs that share the feature's attribute from pairs that do not. If `s` is 0, the block is the fingerprint alone and
 * matches only copies of the same recording.
 */
export function featureBlock(
  statistics: Float64Array,
  salience: number,
  fingerprint: Float64Array,
  reference: BlockReference,
): Float32Array {
  const trust = salience * reference.trust;
  const projected = reference.readings.flatMap((reading) => {
    const scale = Math.sqrt(trust * (1 - reference.raise) * reading.share);
    return Array.from(unit(project(statistics, reading)), (x) => scale * x);
  });
  const print = Array.from(fingerprint, (x) => Math.sqrt(1 - trust) * x);
  return Float32Array.from(unit(Float64Array.from([...projected, Math.sqrt(trust * reference.raise), ...print])));
}

/**
 * Builds the block of silence: a pseudorandom unit vector that depends only on its dimensions and on the length in samples.
 * Two silences of different lengths are nearly orthogonal, so neither is reported as similar to the other.
 */
export function silentBlock(dimensions: number, samples: number): Float32Array {
  const next = seededRandom(Math.imul(samples + 1, 2654435761) ^ dimensions);
  return Float32Array.from(unit(Float64Array.from({ length: dimensions }, () => next() + next() + next() - 1.5)));
}

/** Subtracts the reference mean from the statistics and multiplies by the reference matrix. */
export function project(statistics: Float64Array, { mean, matrix }: Projection): Float64Array {
  return Float64Array.from(matrix, (row) => {
    let sum = 0;
    for (let i = 0; i < row.length; i++) sum += (row[i] ?? 0) * ((statistics[i] ?? 0) - (mean[i] ?? 0));
    return sum;
  });
}

/** Scales a vector to length 1. Returns the first axis for a vector of zeros. */
export function unit(vector: Float64Array): Float64Array {
  let squares = 0;
  for (const x of vector) squares += x * x;
  if (!(squares > 1e-24)) return vector.map((_, i) => (i === 0 ? 1 : 0));
  const scale = 1 / Math.sqrt(squares);
  return vector.map((x) => x * scale);
}
