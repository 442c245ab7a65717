import { expect, test } from 'vitest';
import { type ClusterPoint, findClusters } from '../../src/pictures/map-clusters.ts';

/** Returns 20 points on a ring around a center, which is a point too. */
function ring(x: number, y: number, tags: readonly string[], name: string): ClusterPoint[] {
  const around = Array.from({ length: 20 }, (_, i) => ({
    x: x + 30 * Math.cos((i * Math.PI) / 10),
    y: y + 30 * Math.sin((i * Math.PI) / 10),
    name: `${name} ${i}`,
    tags,
  }));
  return [...around, { x, y, name, tags }];
}

test('three rings are three clusters, named by their common tags or by the sound in the middle', () => {
  const points = [
    ...ring(100, 100, ['all', 'drum'], 'kick'),
    ...ring(600, 100, ['all', 'voice'], 'choir'),
    ...ring(300, 500, ['all'], 'rain'),
  ];
  const found = findClusters(points).map(({ x, y, size, tag, central }) => [
    Math.round(x),
    Math.round(y),
    size,
    tag,
    central,
  ]);
  expect(found.sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual([
    [100, 100, 21, 'drum', 'kick'],
    [300, 500, 21, null, 'rain'],
    [600, 100, 21, 'voice', 'choir'],
  ]);
});

test('a few points have no clusters, and points in one place have one', () => {
  expect(findClusters(ring(0, 0, [], 'x').slice(0, 20))).toEqual([]);
  const same = Array.from({ length: 40 }, () => ({ x: 5, y: 5, name: 'x', tags: ['y'] }));
  expect(findClusters(same)).toEqual([{ x: 5, y: 5, size: 40, tag: null, central: 'x' }]);
});
