import type { BlockReference, Projection } from '../reference/statistics.ts';

/**
 * The unit block of a feature, from its statistics, its salience `c` (how much the sound has to say here, 0..1) and the
 * fingerprint `u` of the sound:
 *
 *     [ sqrt(s (1 - r)) y | sqrt(s r) | sqrt(1 - s) u ],   s = c * reference.trust,   r = reference.raise
 *
 * where `y` is what the statistics say: each way of reading them, its projection at length 1 scaled by the root of its
 * share. So the cosine of two sounds that have something to say is r + (1 - r) times the cosine of what they say, with
 * `r` set so that 0.8 divides pairs that share the attribute from pairs that do not; and a sound that has nothing to
 * say is like no other, only like its own copies.
 */
export function block(
  statistics: Float64Array,
  salience: number,
  fingerprint: Float64Array,
  reference: BlockReference,
): Float32Array {
  const trust = salience * reference.trust;
  const said = reference.readings.flatMap((reading) => {
    const scale = Math.sqrt(trust * (1 - reference.raise) * reading.share);
    return Array.from(unit(project(statistics, reading)), (x) => scale * x);
  });
  const print = Array.from(fingerprint, (x) => Math.sqrt(1 - trust) * x);
  return Float32Array.from(unit(Float64Array.from([...said, Math.sqrt(trust * reference.raise), ...print])));
}

/** Statistics less the reference mean, through the reference matrix. */
export function project(statistics: Float64Array, { mean, matrix }: Projection): Float64Array {
  return Float64Array.from(matrix, (row) => {
    let sum = 0;
    for (let i = 0; i < row.length; i++) sum += (row[i] ?? 0) * ((statistics[i] ?? 0) - (mean[i] ?? 0));
    return sum;
  });
}

/** Scaled to length 1; the first axis where there is no length to scale. */
export function unit(vector: Float64Array): Float64Array {
  let squares = 0;
  for (const x of vector) squares += x * x;
  if (!(squares > 1e-24)) return vector.map((_, i) => (i === 0 ? 1 : 0));
  const scale = 1 / Math.sqrt(squares);
  return vector.map((x) => x * scale);
}
