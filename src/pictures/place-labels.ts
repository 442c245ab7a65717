export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Corner {
  readonly x: number;
  readonly y: number;
}

export interface LabelPlacer {
  /** Returns a box of this size at the first free corner, and keeps the box free of later labels; null if none is free. */
  place(width: number, height: number, corners: Iterable<Corner>): Box | null;
}

/** Minimum distance between a label and any other thing, in pixels. */
const GAP = 4;

/**
 * Creates a placer of labels that cover neither each other nor any obstacle, and that stay within the bounds.
 * Greedy: a label that is placed never moves, so the most important labels must come first.
 */
export function createLabelPlacer(bounds: Box, obstacles: readonly Box[]): LabelPlacer {
  const taken = [...obstacles];
  return {
    place(width, height, corners) {
      for (const { x, y } of corners) {
        const box = { x, y, width, height };
        if (!isInside(box, bounds) || taken.some((other) => isTooClose(box, other))) continue;
        taken.push(box);
        return box;
      }
      return null;
    },
  };
}

/** Returns the eight places of a label around a point, best first (Imhof 1975), as the top left corners of the label. */
export function cornersAround({ x, y }: Corner, radius: number, width: number, height: number): Corner[] {
  const away = radius + GAP + 1;
  const [right, left, above, below] = [x + away, x - away - width, y - away - height, y + away];
  const [center, middle] = [x - width / 2, y - height / 2];
  return [
    { x: right, y: middle },
    { x: left, y: middle },
    { x: center, y: above },
    { x: center, y: below },
    { x: right, y: above },
    { x: left, y: above },
    { x: right, y: below },
    { x: left, y: below },
  ];
}

/** Returns places of a label on and around a point, nearest first, up to `reach` pixels away. */
export function* cornersNear({ x, y }: Corner, reach: number, width: number, height: number): Generator<Corner> {
  const [left, top] = [x - width / 2, y - height / 2];
  yield { x: left, y: top };
  for (let radius = 16; radius <= reach; radius += 16)
    for (let step = 0; step < 16; step++) {
      const angle = (2 * Math.PI * step) / 16;
      yield { x: left + radius * Math.cos(angle), y: top + radius * Math.sin(angle) };
    }
}

function isInside(box: Box, bounds: Box): boolean {
  return (
    box.x >= bounds.x &&
    box.y >= bounds.y &&
    box.x + box.width <= bounds.x + bounds.width &&
    box.y + box.height <= bounds.y + bounds.height
  );
}

function isTooClose(a: Box, b: Box): boolean {
  return (
    a.x < b.x + b.width + GAP && b.x < a.x + a.width + GAP && a.y < b.y + b.height + GAP && b.y < a.y + a.height + GAP
  );
}
