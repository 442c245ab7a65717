import { expect, test } from 'vitest';
import { PACKED_DIMENSIONS } from '../../src/engine/embedding.ts';
import { layOutMap } from '../../src/pictures/map-layout.ts';
import { noise } from '../helpers/signals.ts';

const FAMILY = 20;

/** Returns three clusters of vectors, each scattered around its own center. */
function families(): Float32Array {
  const vectors = noise(3 * FAMILY * PACKED_DIMENSIONS, 1, 0.02, 7);
  for (let row = 0; row < 3 * FAMILY; row++) {
    const centre = noise(PACKED_DIMENSIONS, 1, 0.2, 1 + Math.floor(row / FAMILY));
    for (let k = 0; k < PACKED_DIMENSIONS; k++) {
      const at = row * PACKED_DIMENSIONS + k;
      vectors[at] = (vectors[at] ?? 0) + (centre[k] ?? 0);
    }
  }
  return vectors;
}

test('similar sounds are close: the nearest sound on the map is of the same cluster', () => {
  const places = layOutMap(families(), true);
  const strays = places.filter(([x, y], i) => {
    const distances = places.map(([u, v], j) => (i === j ? Infinity : (x - u) ** 2 + (y - v) ** 2));
    const nearest = distances.indexOf(Math.min(...distances));
    return Math.floor(nearest / FAMILY) !== Math.floor(i / FAMILY);
  });
  expect(places).toHaveLength(3 * FAMILY);
  expect(strays).toEqual([]);
});

test('the same library gives the same map', () => {
  expect(layOutMap(families(), false)).toEqual(layOutMap(families(), false));
});

/** Returns vectors that change gradually along an arc, from one direction to another. */
function arc(rows: number): Float32Array {
  const vectors = noise(rows * PACKED_DIMENSIONS, 1, 0.01, 7);
  const [from, to] = [noise(PACKED_DIMENSIONS, 1, 0.2, 3), noise(PACKED_DIMENSIONS, 1, 0.2, 4)];
  return vectors.map((x, at) => {
    const angle = (Math.floor(at / PACKED_DIMENSIONS) / rows) * 0.75 * Math.PI;
    const k = at % PACKED_DIMENSIONS;
    return x + Math.cos(angle) * (from[k] ?? 0) + Math.sin(angle) * (to[k] ?? 0);
  });
}

test('a library keeps its map when sounds are added', () => {
  const rows = 60;
  const all = layOutMap(arc(rows), true);
  const earlier = layOutMap(arc(rows).subarray(0, (rows - 3) * PACKED_DIMENSIONS), true);
  const moved = earlier.map(([x, y], i) => Math.hypot(x - (all[i]?.[0] ?? 0), y - (all[i]?.[1] ?? 0)));
  // The map is 1 wide. If it were rearranged, sounds would move by half of it.
  expect(moved.reduce((sum, distance) => sum + distance, 0) / moved.length).toBeLessThan(0.25);
});

test('every position is on the map, however few or similar the sounds are', () => {
  for (const rows of [1, 2, 3, 5, 40]) {
    const places = layOutMap(new Float32Array(rows * PACKED_DIMENSIONS).fill(0.03), true).flat();
    expect(places).toHaveLength(2 * rows);
    expect(places.filter((x) => !(x >= 0 && x <= 1))).toEqual([]);
  }
});
