import type { BlockReference, Projection } from '../reference/statistics.ts';

/**
 * The unit block of a feature, from its statistics, its salience `c` (how much the sound has to say here, 0..1) and the
 * fingerprint `u` of the sound:
 *
 *     [ sqrt(s (1 - r)) y | sqrt(s r) | sqrt(1 - s) u ],   s = c * reference.trust,   r = reference.raise

 *
 * where `y` is the projected statistics at length 1. So the cosine of two sounds that have something to say is
 * r + (1 - r) times the cosine of what they say, with `r` set so that 0.8 divides pairs that share the attribute from
 * pairs that do not; and a sound that has nothing to say is like no other, only like its own copies.
 */
export function block(
  statistics: Float64Array,
  salience: number,
  fingerprint: Float64Array,
  reference: BlockReference,
): Float32Array {
  const said = unit(project(statistics, reference));
  const share = salience * reference.trust;
  const out = new Float64Array(said.length + 1 + fingerprint.length);
  for (let i = 0; i < said.length; i++) out[i] = Math.sqrt(share * (1 - reference.raise)) * (said[i] ?? 0);
  out[said.length] = Math.sqrt(share * reference.raise);
  for (let i = 0; i < fingerprint.length; i++) {
    out[said.length + 1 + i] = Math.sqrt(1 - share) * (fingerprint[i] ?? 0);
  }
  return Float32Array.from(unit(out));
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
