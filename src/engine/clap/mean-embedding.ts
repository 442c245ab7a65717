/**
 * Returns the common direction of vectors: the mean of their unit vectors, scaled to length 1.
 * Each vector counts the same, whatever its length.
 * @throws RangeError if there are no vectors, one of them has length zero, or they cancel out
 */
export function meanEmbedding(vectors: readonly Float32Array[]): Float32Array {
  const size = vectors[0]?.length ?? 0;
  const sum = new Float64Array(size);
  for (const vector of vectors) {
    const length = Math.hypot(...vector);
    for (let i = 0; i < size; i++) sum[i] = (sum[i] ?? 0) + (vector[i] ?? 0) / length;
  }
  const length = Math.hypot(...sum);
  // The condition is negated, because every comparison with NaN is false.
  if (!(length > 1e-6 && Number.isFinite(length))) throw new RangeError('these vectors have no direction in common');
  return Float32Array.from(sum, (value) => value / length);
}
