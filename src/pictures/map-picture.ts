import type { Canvas } from '@napi-rs/canvas';
import { type Context, createSheet, setFont, shorten, writableText } from './canvas.ts';
import { farthestFirst, findClusters } from './map-clusters.ts';
import { layOutMap } from './map-layout.ts';
import type { MapPicture, MapPoint, MapWords } from './picture.ts';
import { cornersAround, cornersNear, createLabelPlacer, type LabelPlacer } from './place-labels.ts';
import { COLORS, GROUP_COLORS, MARGIN } from './theme.ts';

/** Size of a map in pixels. It is larger and wider than other pictures, because members open it to read the names. */
const WIDTH = 1400;
const HEADER = 124;
const FIELD = 800;
const LEGEND_ROW = 52;
const LEGEND_COLUMNS = 4;
const LEGEND_SIZE = 34;
const MAX_NAMES = 30;
const NAME = { size: 30, max: 260 } as const;
const CLUSTER = { size: 38, max: 420, reach: 200 } as const;
/** Distance of the outermost points from the edges of the field. */
const INSET = 60;

interface Group {
  readonly name: string;
  readonly color: string;
  readonly shape: number;
}
interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Draws sounds as points, with a title, a legend, and names of clusters and sounds that cover nothing. */
export function drawMapPicture({ vectors, clap, points, words }: MapPicture): Canvas {
  const groups = groupsOf(points, words);
  const legend = [...new Set(groups)].sort((a, b) => a.shape - b.shape);
  const top = HEADER + FIELD + 16;
  const { canvas, context } = createSheet(top + Math.ceil(legend.length / LEGEND_COLUMNS) * LEGEND_ROW + 16, WIDTH);
  drawHeader(context, words);
  const spots = layOutMap(vectors, clap).map(([x, y], i) => ({
    x: INSET + x * (WIDTH - 2 * INSET),
    y: HEADER + INSET + y * (FIELD - 2 * INSET),
    point: points[i],
  }));
  const radius = points.length > 600 ? 8 : 12;
  spots.forEach((spot, i) => {
    const group = groups[i];
    if (group) drawMark(context, group, spot, radius);
    if (spot.point?.marked) drawRing(context, spot, 2 * radius);
  });
  const named = spots.map(({ point, ...spot }) => ({
    ...spot,
    name: writableText(point?.name ?? ''),
    tags: point?.tags ?? [],
    radius: (point?.marked ? 2 : 1.25) * radius,
  }));
  const placer = createLabelPlacer(
    { x: 8, y: HEADER, width: WIDTH - 16, height: FIELD },
    named.map(({ x, y, radius: r }) => ({ x: x - r, y: y - r, width: 2 * r, height: 2 * r })),
  );
  drawNames(
    context,
    named.filter((_, i) => points[i]?.marked),
    placer,
  );
  drawClusters(context, named, placer, words);
  drawNames(
    context,
    farthestFirst(
      named.filter((spot) => spot.name !== ''),
      3 * MAX_NAMES,
    ),
    placer,
  );
  for (const [i, group] of legend.entries()) drawLegend(context, group, i, top);
  return canvas;
}

function drawHeader(context: Context, { title, explained }: MapWords): void {
  setFont(context, 46, 'bold');
  context.fillStyle = COLORS.text;
  context.fillText(shorten(context, writableText(title), WIDTH - 2 * MARGIN), MARGIN, 62);
  setFont(context, 32);
  context.fillStyle = COLORS.quiet;
  context.fillText(shorten(context, writableText(explained), WIDTH - 2 * MARGIN), MARGIN, 108);
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

function drawRing(context: Context, { x, y }: Spot, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.lineWidth = 4;
  context.strokeStyle = COLORS.text;
  context.stroke();
}

function drawLegend(context: Context, group: Group, index: number, top: number): void {
  const width = (WIDTH - 2 * MARGIN) / LEGEND_COLUMNS;
  const x = MARGIN + (index % LEGEND_COLUMNS) * width;
  const y = top + Math.floor(index / LEGEND_COLUMNS) * LEGEND_ROW;
  drawMark(context, group, { x: x + 16, y: y + 25 }, 14);
  setFont(context, LEGEND_SIZE);
  context.fillStyle = COLORS.text;
  context.fillText(shorten(context, writableText(group.name) || '?', width - 66), x + 42, y + 37);
}

/** Draws the name of each cluster near its center, in bold. */
function drawClusters(
  context: Context,
  points: readonly (Spot & Pick<MapPoint, 'name' | 'tags'>)[],
  placer: LabelPlacer,
  words: MapWords,
): void {
  setFont(context, CLUSTER.size, 'bold');
  for (const { tag, central, ...center } of findClusters(points)) {
    const name = writableText(tag ?? words.around.replace('#', () => central));
    const text = shorten(context, name, CLUSTER.max);
    const [width, height] = [context.measureText(text).width, CLUSTER.size];
    const box = placer.place(width, height, cornersNear(center, CLUSTER.reach, width, height));
    if (box && text !== '') drawText(context, text, box, COLORS.accent);
  }
}

/** Draws as many names of points as fit, beside the points. */
function drawNames(
  context: Context,
  points: readonly (Spot & { readonly name: string; readonly radius: number })[],
  placer: LabelPlacer,
): void {
  setFont(context, NAME.size);
  let drawn = 0;
  for (const { name, radius, ...spot } of points) {
    if (drawn >= MAX_NAMES) break;
    const text = shorten(context, name, NAME.max);
    const [width, height] = [context.measureText(text).width, NAME.size];
    const box = placer.place(width, height, cornersAround(spot, radius, width, height));
    if (!box) continue;
    drawText(context, text, box, COLORS.text);
    drawn++;
  }
}

/** Draws a text in a box as high as its font. */
function drawText(context: Context, text: string, { x, y, height }: Spot & { height: number }, color: string): void {
  context.fillStyle = color;
  context.fillText(text, x, y + 0.8 * height);
}
