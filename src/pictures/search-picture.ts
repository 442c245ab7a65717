import type { Canvas } from '@napi-rs/canvas';
import type { ClosestPart } from '../engine/search/part/closest-part.ts';
import { type Format, formatFor } from '../i18n/format.ts';
import { type Context, createSheet, setFont, shorten, writableText } from './canvas.ts';
import { drawHeading, drawPart, drawSpectrogram, drawTimeAxis } from './panels.ts';
import type { SearchPicture, Similarity } from './picture.ts';
import { COLORS, MARGIN, PANELS, similarityColor, WIDTH } from './theme.ts';

/** Heights in pixels. The picture is flat, so that a reply with five matches and a picture fits a screen. */
const TOP = 4;
const HEADING = 38;
const PANEL = 84;
const AXIS = 42;
const BAR_ROW = 41;
const BAR_HEIGHT = 8;
const BOTTOM = 8;
/** The similarities are in two columns, with a gap of 40 pixels. */
const COLUMN = (WIDTH - 2 * MARGIN - 40) / 2;

/**
 * Draws the spectrograms of the sounds on one time axis, and their similarities as bars below.
 * @param part the part to frame in the longer sound; null for no frame
 */
export function drawSearchPicture({ sounds, similarities, locale }: SearchPicture, part: ClosestPart | null): Canvas {
  const format = formatFor(locale);
  const panels = TOP + sounds.length * (HEADING + PANEL);
  const bars = panels + AXIS;
  const { canvas, context } = createSheet(bars + Math.ceil(similarities.length / 2) * BAR_ROW + BOTTOM);
  const seconds = Math.max(0.01, ...sounds.map(({ sketch }) => sketch.seconds));
  sounds.forEach((sound, index) => {
    const y = TOP + index * (HEADING + PANEL);
    drawHeading(context, sound, y + 29);
    const panel = { ...PANELS, y: y + HEADING, height: PANEL };
    drawSpectrogram(context, sound.sketch, panel, seconds);
    if (part && sounds.indexOf(sound) === (part.of === 'first' ? 0 : 1)) drawPart(context, part, panel, seconds);
  });
  drawTimeAxis(context, { ...PANELS, y: panels + 2 }, seconds, format);
  similarities.forEach((similarity, index) => {
    const x = MARGIN + (index % 2) * (WIDTH - 2 * MARGIN - COLUMN);
    drawSimilarity(context, similarity, x, bars + Math.floor(index / 2) * BAR_ROW, format);
  });
  return canvas;
}

/** Draws the name and the percentage of a similarity, and a bar below. 1 gives a full bar, 0 or less gives none. */
function drawSimilarity(
  context: Context,
  { name, value }: Similarity,
  x: number,
  y: number,
  { percent }: Format,
): void {
  const share = Math.max(0, Math.min(1, value));
  const color = similarityColor(value);
  const baseline = y + 26;
  setFont(context, 28, 'bold');
  context.fillStyle = color;
  context.textAlign = 'right';
  context.fillText(percent(share), x + COLUMN, baseline);
  context.textAlign = 'left';
  setFont(context, 27);
  context.fillStyle = COLORS.text;
  context.fillText(shorten(context, writableText(name), COLUMN - 100), x, baseline);
  for (const [width, fill] of [
    [COLUMN, COLORS.panel],
    [COLUMN * share, color],
  ] as const) {
    context.beginPath();
    context.roundRect(x, y + 32, width, BAR_HEIGHT, Math.min(BAR_HEIGHT, width) / 2);
    context.fillStyle = fill;
    context.fill();
  }
}
