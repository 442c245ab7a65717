import { seededRandom } from '../engine/seeded-random.ts';

/** Number of steps of the power iteration. Later steps turn a component by less than a map shows. */
const ITERATIONS = 30;

/**
 * Projects rows onto their first two principal components, computed by power iteration. The result is deterministic, and
 * an added row changes it only slightly: the signs of the components follow from fixed start vectors.
 * @returns two coordinates of each row, scaled to -1..1 in both directions
 */
export function principalPlane(rows: readonly Float32Array[]): [number, number][] {
  const dimensions = rows[0]?.length ?? 0;
  const random = seededRandom(1);
  const mean = new Float64Array(dimensions);
  for (const row of rows) for (let k = 0; k < dimensions; k++) mean[k] = (mean[k] ?? 0) + (row[k] ?? 0) / rows.length;
  const found: Float64Array[] = [];
  const axes = [0, 1].map(() => {
    let component = unit(Float64Array.from({ length: dimensions }, () => random() - 0.5));
    for (let step = 0; step < ITERATIONS; step++) {
      const next = new Float64Array(dimensions);
      const center = dot(mean, component);
      for (const row of rows) {
        const score = dot(row, component) - center;
        for (let k = 0; k < dimensions; k++) next[k] = (next[k] ?? 0) + score * ((row[k] ?? 0) - (mean[k] ?? 0));
      }
      for (const other of found) {
        const shared = dot(next, other);
        for (let k = 0; k < dimensions; k++) next[k] = (next[k] ?? 0) - shared * (other[k] ?? 0);
      }
      component = unit(next);
    }
    found.push(component);
    const center = dot(mean, component);
    return rows.map((row) => dot(row, component) - center);
  });
  const largest = axes.map((axis) => axis.reduce((max, x) => Math.max(max, Math.abs(x)), 0) || 1);
  const coordinate = (axis: 0 | 1, row: number) => (axes[axis]?.[row] ?? 0) / (largest[axis] ?? 1);
  return rows.map((_, row) => [coordinate(0, row), coordinate(1, row)]);
}

/** Scales a vector to a norm of 1. A vector of zeros stays as it is. */
function unit(vector: Float64Array): Float64Array {
  const norm = Math.sqrt(dot(vector, vector)) || 1;
  return vector.map((x) => x / norm);
}

function dot(a: Float32Array | Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < b.length; k++) sum += (a[k] ?? 0) * (b[k] ?? 0);
  return sum;
}
