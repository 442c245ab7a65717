import { UMAP } from 'umap-js';
import { BLOCK_DIMENSIONS, BLOCK_NAMES, BLOCK_OFFSETS, PACKED_DIMENSIONS } from '../engine/embedding.ts';
import { seededRandom } from '../engine/seeded-random.ts';
import { DEFAULT_WEIGHTS } from '../engine/weights.ts';
import { principalPlane } from './principal-plane.ts';

/** Number of nearest neighbors that UMAP keeps close to each sound. */
const NEIGHBORS = 15;
/** Number of optimization epochs of UMAP. A map of {@link LARGE} sounds or more needs fewer. */
const EPOCHS = { small: 500, large: 150 } as const;
const LARGE = 600;
/**
 * Largest start coordinate, and step size of the optimization. With UMAP's usual values, 10 and 1, the optimization
 * rearranges the map when one sound is added. With the values here, the positions of the 206 starting sounds on maps with
 * and without 40 of the sounds correlate by 0.94, and more of the nearest neighbors are neighbors on the map (0.78 instead
 * of 0.75).
 */
const START_RADIUS = 30;
const LEARNING_RATE = 0.1;
/** Largest gap between neighboring values of an axis, as a share of the range of the axis. */
const MAX_GAP = 0.05;

/**
 * Computes a position in the plane for each sound, so that similar sounds are close together.
 * Uses UMAP (McInnes, Healy and Melville 2018) on the exact nearest neighbors by blended score. Deterministic.
 * @param vectors packed embeddings, row by row
 * @param clap whether to use the CLAP block, which every row must then have
 * @returns x and y of each sound, 0..1
 */
export function layOutMap(vectors: Float32Array, clap: boolean): [number, number][] {
  const rows = weightRows(vectors, clap);
  const neighbors = Math.min(NEIGHBORS, rows.length - 1);
  // With too few sounds for UMAP, the sounds are placed on a line.
  if (neighbors < 3) return rows.map((_, i) => [(i + 0.5) / rows.length, 0.5]);
  const { indices, distances } = nearestNeighbors(rows, neighbors);
  const umap = new UMAP({
    nNeighbors: neighbors,
    nEpochs: rows.length < LARGE ? EPOCHS.small : EPOCHS.large,
    minDist: 0.25,
    spread: 1.2,
    learningRate: LEARNING_RATE,
    random: seededRandom(1),
  });
  umap.setPrecomputedKNN(indices, distances);
  const epochs = umap.initializeFit(rows.map(() => []));
  // UMAP starts with random positions. From the principal components, a library keeps its map when a sound is added.
  const start = principalPlane(rows);
  umap.getEmbedding().forEach((place, row) => {
    place.splice(0, 2, ...(start[row] ?? [0, 0]).map((x) => x * START_RADIUS));
  });
  for (let epoch = 0; epoch < epochs; epoch++) umap.step();
  return toUnitSquare(umap.getEmbedding());
}

/** Scales the rows by the weights, so that the dot product of two rows is their blended score. */
function weightRows(vectors: Float32Array, clap: boolean): Float32Array[] {
  const scale = new Float32Array(PACKED_DIMENSIONS);
  for (const name of BLOCK_NAMES) {
    const weight = name === 'clap' && !clap ? 0 : Math.sqrt(DEFAULT_WEIGHTS[name]);
    scale.fill(weight, BLOCK_OFFSETS[name], BLOCK_OFFSETS[name] + BLOCK_DIMENSIONS[name]);
  }
  const start = clap ? 0 : BLOCK_DIMENSIONS.clap;
  return Array.from({ length: vectors.length / PACKED_DIMENSIONS }, (_, row) => {
    const packed = vectors.subarray(row * PACKED_DIMENSIONS, (row + 1) * PACKED_DIMENSIONS);
    return packed.map((x, k) => x * (scale[k] ?? 0)).subarray(start);
  });
}

/** Finds the nearest rows of each row, and their distances. The row itself comes first, as UMAP expects. */
function nearestNeighbors(
  rows: readonly Float32Array[],
  count: number,
): { indices: number[][]; distances: number[][] } {
  const indices = rows.map((_, row) => [row]);
  const distances = rows.map(() => [0]);
  const whole = rows[0] ? dot(rows[0], rows[0]) || 1 : 1;
  const insert = (row: number, other: number, distance: number) => {
    const [its, far] = [indices[row], distances[row]];
    if (!its || !far) return;
    if (its.length === count && distance >= (far[count - 1] ?? 0)) return;
    let place = far.length;
    while (place > 1 && (far[place - 1] ?? 0) > distance) place--;
    its.splice(place, 0, other);
    far.splice(place, 0, distance);
    its.length = Math.min(its.length, count);
    far.length = its.length;
  };
  rows.forEach((row, i) => {
    for (let j = 0; j < i; j++) {
      const other = rows[j];
      if (!other) continue;
      const distance = Math.max(0, 1 - dot(row, other) / whole);
      insert(i, j, distance);
      insert(j, i, distance);
    }
  });
  return { indices, distances };
}

/** Computes the dot product, in four independent sums that the processor adds in parallel. */
function dot(a: Float32Array, b: Float32Array): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = 0; i < a.length; i += 4) {
    s0 += (a[i] ?? 0) * (b[i] ?? 0);
    s1 += (a[i + 1] ?? 0) * (b[i + 1] ?? 0);
    s2 += (a[i + 2] ?? 0) * (b[i + 2] ?? 0);
    s3 += (a[i + 3] ?? 0) * (b[i + 3] ?? 0);
  }
  return s0 + s1 + s2 + s3;
}

/** Scales positions to 0..1 in both directions, with narrow gaps: UMAP places clusters far apart. */
function toUnitSquare(places: readonly (readonly number[])[]): [number, number][] {
  const across = narrowGaps(places.map(([x = 0]) => x));
  const down = narrowGaps(places.map(([, y = 0]) => y));
  return places.map((_, row) => [across[row] ?? 0.5, down[row] ?? 0.5]);
}

/** Scales values to 0..1 in their order, and no gap between two of them stays larger than a share of their range. */
function narrowGaps(values: readonly number[]): number[] {
  const order = values.map((value, row) => ({ value, row })).sort((a, b) => a.value - b.value);
  const range = (order.at(-1)?.value ?? 0) - (order[0]?.value ?? 0);
  const scaled = values.map(() => 0.5);
  let last = order[0]?.value ?? 0;
  let sum = 0;
  for (const { value, row } of order) {
    sum += Math.min(value - last, MAX_GAP * range);
    last = value;
    scaled[row] = sum;
  }
  return sum > 0 ? scaled.map((value) => value / sum) : values.map(() => 0.5);
}
