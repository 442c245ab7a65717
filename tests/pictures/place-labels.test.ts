import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Box, cornersAround, cornersNear, createLabelPlacer } from '../../src/pictures/place-labels.ts';

const BOUNDS = { x: 10, y: 20, width: 600, height: 400 };
const spot = fc.record({ x: fc.integer({ min: 10, max: 610 }), y: fc.integer({ min: 20, max: 420 }) });
const size = fc.record({ width: fc.integer({ min: 1, max: 200 }), height: fc.integer({ min: 10, max: 40 }) });

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

test('labels cover no label and no point, and are within the bounds, wherever the points are', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(spot, size, fc.boolean()), { maxLength: 60 }), (points) => {
      const marks = points.map(([{ x, y }]) => ({ x: x - 12, y: y - 12, width: 24, height: 24 }));
      const placer = createLabelPlacer(BOUNDS, marks);
      const labels = points.flatMap(([point, { width, height }, isCluster]) => {
        const corners = isCluster ? cornersNear(point, 100, width, height) : cornersAround(point, 12, width, height);
        return placer.place(width, height, corners) ?? [];
      });
      labels.forEach((label, i) => {
        for (const other of [...marks, ...labels.slice(0, i)]) expect(overlap(label, other)).toBe(false);
        expect(label.x).toBeGreaterThanOrEqual(BOUNDS.x);
        expect(label.y).toBeGreaterThanOrEqual(BOUNDS.y);
        expect(label.x + label.width).toBeLessThanOrEqual(BOUNDS.x + BOUNDS.width);
        expect(label.y + label.height).toBeLessThanOrEqual(BOUNDS.y + BOUNDS.height);
      });
    }),
  );
});

test('a label is to the right of its point if there is space, else to the left, and is left out if all is full', () => {
  const point = { x: 300, y: 200 };
  const mark = { x: 288, y: 188, width: 24, height: 24 };
  const corners = cornersAround(point, 12, 80, 20);
  const wall = { x: 330, y: 100, width: 20, height: 200 };
  expect(createLabelPlacer(BOUNDS, [mark]).place(80, 20, corners)?.x).toBeGreaterThan(312);
  const left = createLabelPlacer(BOUNDS, [mark, wall]).place(80, 20, corners);
  expect((left?.x ?? 0) + 80).toBeLessThan(288);
  expect(createLabelPlacer(BOUNDS, [BOUNDS]).place(80, 20, corners)).toBeNull();
});
