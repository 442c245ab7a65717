/** Computes the dot product from index `start` to the end, in double precision, from first to last. */
export function dot(a: Float32Array, b: Float32Array, start: number): number {
  let sum = 0;
  for (let index = start; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

/** Returns the number that a row is ranked by: its score, or its negative distance relative to its local scale. */
export function keyOf(score: number, scale: number | undefined): number {
  return scale === undefined ? score : Math.min(0, score - 1) / scale;
}
