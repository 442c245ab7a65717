import type { Canvas } from '@napi-rs/canvas';
import { type Context, createSheet, setFont, shorten, writableText } from './canvas.ts';
import { layOutMap } from './map-layout.ts';
import type { MapPicture } from './picture.ts';
import { COLORS, GROUP_COLORS, MARGIN, WIDTH } from './theme.ts';

const FIELD = 860;
const LEGEND_ROW = 46;
const LEGEND_COLUMNS = 3;
const MAX_LABELS = 22;
const LABEL_SIZE = 26;
const LABEL_WIDTH = 220;

interface Group {
  readonly name: string;
  readonly color: string;
  readonly shape: number;
}
interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Draws sounds as points, with a legend and the names of some sounds. Each group has a color and a shape. */
export function drawMapPicture({ vectors, clap, points, words }: MapPicture): Canvas {
  const groups = groupsOf(points, words);
  const legend = [...new Set(groups)];
  const top = 30 + FIELD + 10;
  const { canvas, context } = createSheet(top + Math.ceil(legend.length / LEGEND_COLUMNS) * LEGEND_ROW + 16);
  const inset = 2 * MARGIN;
  const spots = layOutMap(vectors, clap).map(([x, y]) => ({
    x: inset + x * (WIDTH - 2 * inset),
    y: 46 + y * (FIELD - 40),
  }));
  const radius = points.length > 600 ? 6 : 9;
  groups.forEach((group, i) => {
    const spot = spots[i];
    if (spot) drawMark(context, group, spot, radius);
  });
  drawNames(
    context,
    spots.map((spot, i) => ({ ...spot, name: writableText(points[i]?.name ?? '') })),
    radius,
  );
  legend.sort((a, b) => a.shape - b.shape);
  for (const [i, group] of legend.entries()) drawLegend(context, group, i, top);
  return canvas;
}

/** Returns the group of each point. The largest groups have their own colors; the other groups share one color. */
function groupsOf(points: MapPicture['points'], words: MapPicture['words']): Group[] {
  const sizes = new Map<string, number>();
  for (const { group } of points) if (group !== null) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const largest = [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, GROUP_COLORS.length);
  const known = new Map(
    largest.map(([name], shape) => [name, { name, shape, color: GROUP_COLORS[shape] ?? COLORS.quiet }]),
  );
  const other = { name: words.other, shape: GROUP_COLORS.length, color: COLORS.quiet };
  const none = { name: words.none, shape: GROUP_COLORS.length + 1, color: COLORS.line };
  return points.map(({ group }) => (group === null ? none : (known.get(group) ?? other)));
}

function drawMark(context: Context, { color, shape }: Group, { x, y }: Spot, radius: number): void {
  context.beginPath();
  const corners = [0, 4, 3, 4, 3][shape % 5] ?? 0;
  if (corners === 0) context.arc(x, y, radius, 0, 2 * Math.PI);
  // The polygon is rotated to a square, a triangle, a diamond or a triangle that points down.
  const turn = [0, Math.PI / 4, -Math.PI / 2, 0, Math.PI / 2][shape % 5] ?? 0;
  for (let i = 0; i < corners; i++) {
    const angle = turn + (2 * Math.PI * i) / corners;
    context.lineTo(x + 1.25 * radius * Math.cos(angle), y + 1.25 * radius * Math.sin(angle));
  }
  context.closePath();
  context.fillStyle = color;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = COLORS.background;
  context.stroke();
}

function drawLegend(context: Context, group: Group, index: number, top: number): void {
  const width = (WIDTH - 2 * MARGIN) / LEGEND_COLUMNS;
  const x = MARGIN + (index % LEGEND_COLUMNS) * width;
  const y = top + Math.floor(index / LEGEND_COLUMNS) * LEGEND_ROW;
  drawMark(context, group, { x: x + 14, y: y + 22 }, 12);
  setFont(context, 28);
  context.fillStyle = COLORS.text;
  context.fillText(shorten(context, writableText(group.name) || '?', width - 60), x + 38, y + 32);
}

/** Draws as many names of points as fit, spread over the map. */
function drawNames(context: Context, points: readonly (Spot & { name: string })[], radius: number): void {
  setFont(context, LABEL_SIZE);
  const taken: { x: number; y: number; width: number }[] = [];
  for (const { name, x, y } of spreadOut(points.filter((point) => point.name !== ''))) {
    if (taken.length >= MAX_LABELS) break;
    const text = shorten(context, name, LABEL_WIDTH);
    const width = context.measureText(text).width;
    const gap = radius + 6;
    const left = [x + gap, x - gap - width].find((place) => {
      const overlaps = (other: Spot, its: number) =>
        place < other.x + its + 12 && place + width + 12 > other.x && Math.abs(y - other.y) < LABEL_SIZE + 8;
      const covers = (point: Spot) =>
        point.x > place && point.x < place + width && Math.abs(y - point.y) < 0.6 * LABEL_SIZE;
      const inside = place > 8 && place + width < WIDTH - 8;
      return inside && !taken.some((other) => overlaps(other, other.width)) && !points.some(covers);
    });
    if (left === undefined) continue;
    taken.push({ x: left, y, width });
    context.lineWidth = 6;
    context.lineJoin = 'round';
    context.strokeStyle = COLORS.background;
    context.strokeText(text, left, y + 9);
    context.fillStyle = COLORS.text;
    context.fillText(text, left, y + 9);
  }
}

/** Orders points by farthest-point sampling: each point is the one farthest from all points before it. */
function spreadOut<T extends Spot>(points: readonly T[]): T[] {
  const order: T[] = [];
  const far = points.map(() => Infinity);
  while (order.length < Math.min(points.length, 3 * MAX_LABELS)) {
    const next = points[far.indexOf(far.reduce((max, d) => Math.max(max, d), -Infinity))];
    if (!next) break;
    order.push(next);
    points.forEach((point, i) => {
      far[i] = Math.min(far[i] ?? 0, point === next ? -1 : (point.x - next.x) ** 2 + (point.y - next.y) ** 2);
    });
  }
  return order;
}
