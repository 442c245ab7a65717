import type { Block } from '../reference/statistics.ts';

/** A unit block from raw statistics: less the reference mean, through the reference projection, to length 1. */
export function shape(statistics: Float64Array, block: Block): Float32Array {
  const out = new Float32Array(block.projection.length);
  block.projection.forEach((row, i) => {
    let sum = 0;
    for (let j = 0; j < statistics.length; j++) sum += (row[j] ?? 0) * ((statistics[j] ?? 0) - (block.mean[j] ?? 0));
    out[i] = sum;
  });
  return toUnitLength(out);
}

/** Scales to length 1, in place; a vector of zeros becomes the first axis. */
export function toUnitLength(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const x of vector) squares += x * x;
  if (!(squares > 1e-24)) {
    vector.fill(0);
    vector[0] = 1;
    return vector;
  }
  const scale = 1 / Math.sqrt(squares);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) * scale;
  return vector;
}
