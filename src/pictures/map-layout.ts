import { UMAP } from 'umap-js';
import { BLOCK_DIMENSIONS, BLOCK_NAMES, BLOCK_OFFSETS, PACKED_DIMENSIONS } from '../engine/embedding.ts';
import { seededRandom } from '../engine/seeded-random.ts';
import { DEFAULT_WEIGHTS } from '../engine/weights.ts';

/** Sounds that each sound is drawn to. */
const NEIGHBOURS = 15;
/** Rounds of drawing and pushing: a large map has settled after fewer. */
const ROUNDS = { few: 500, many: 150 } as const;
const MANY = 600;

/**
 * Places on a plane, 0..1 both ways, where similar sounds lie together: UMAP (McInnes, Healy and Melville 2018) over
 * the exact nearest neighbours by blended score. The same vectors give the same places.
 * @param vectors packed embeddings, row after row
 * @param clap whether the CLAP block counts: only where every row has one
 */
export function layOut(vectors: Float32Array, clap: boolean): [number, number][] {
  const rows = weighted(vectors, clap);
  const neighbours = Math.min(NEIGHBOURS, rows.length - 1);
  // Fewer have no shape to be found.
  if (neighbours < 3) return rows.map((_, i) => [(i + 0.5) / rows.length, 0.5]);
  const { indices, distances } = nearest(rows, neighbours);
  const umap = new UMAP({
    nNeighbors: neighbours,
    nEpochs: rows.length < MANY ? ROUNDS.few : ROUNDS.many,
    minDist: 0.25,
    spread: 1.2,
    random: seededRandom(1),
  });
  umap.setPrecomputedKNN(indices, distances);
  return toUnitSquare(umap.fit(rows.map(() => [])));
}

/** Rows whose dot product is the blended score. */
function weighted(vectors: Float32Array, clap: boolean): Float32Array[] {
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

/** Each row's nearest, itself first as UMAP expects, and how far they are. */
function nearest(rows: readonly Float32Array[], count: number): { indices: number[][]; distances: number[][] } {
  const indices = rows.map((_, row) => [row]);
  const distances = rows.map(() => [0]);
  const whole = rows[0] ? dot(rows[0], rows[0]) || 1 : 1;
  const offer = (row: number, other: number, distance: number) => {
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
      offer(i, j, distance);
      offer(j, i, distance);
    }
  });
  return { indices, distances };
}

/** Four sums at once, which the processor adds side by side. */
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

function toUnitSquare(places: readonly (readonly number[])[]): [number, number][] {
  const axis = (which: 0 | 1) => {
    const all = places.map((place) => place[which] ?? 0);
    const low = all.reduce((least, x) => Math.min(least, x), Infinity);
    const high = all.reduce((most, x) => Math.max(most, x), -Infinity);
    return (x: number) => (high > low ? (x - low) / (high - low) : 0.5);
  };
  const [across, down] = [axis(0), axis(1)];
  return places.map(([x = 0, y = 0]) => [across(x), down(y)]);
}
