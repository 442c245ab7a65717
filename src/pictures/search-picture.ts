import type { Canvas } from '@napi-rs/canvas';
import type { ClosestPart } from '../engine/closest-part.ts';
import { type Format, formatFor } from '../i18n/format.ts';
import { type Context, createSheet, setFont, shorten, writableText } from './canvas.ts';
import { drawHeading, drawPart, drawSpectrogram, drawTimeAxis } from './panels.ts';
import type { SearchPicture, Similarity } from './picture.ts';
import { COLORS, MARGIN, similarityColor, WIDTH } from './theme.ts';

const HEADING = 58;
const PANEL = 170;
const GAP = 14;
const AXIS = 66;
const BAR_ROW = 50;
/** Left edge of all bars, and right edge of a full bar, in pixels from the left. */
const BAR_START = 440;
const BAR_END = 850;
const BAR_HEIGHT = 26;

/**
 * Draws the mel spectrograms of the sounds on one time axis, and their similarities as bars below.
 * @param part the part to frame in the longer sound; null for no frame
 */
export function drawSearchPicture({ sounds, similarities, locale }: SearchPicture, part: ClosestPart | null): Canvas {
  const format = formatFor(locale);
  const panels = 10 + sounds.length * (HEADING + PANEL + GAP);
  const { canvas, context } = createSheet(panels + AXIS + similarities.length * BAR_ROW + 16);
  const seconds = Math.max(0.01, ...sounds.map(({ sketch }) => sketch.seconds));
  const place = { x: MARGIN, width: WIDTH - 2 * MARGIN };
  sounds.forEach((sound, index) => {
    const y = 10 + index * (HEADING + PANEL + GAP);
    drawHeading(context, sound, y + 42);
    const panel = { ...place, y: y + HEADING, height: PANEL };
    drawSpectrogram(context, sound.sketch, panel, seconds);
    if (part && sounds.indexOf(sound) === (part.of === 'first' ? 0 : 1)) drawPart(context, part, panel, seconds);
  });
  drawTimeAxis(context, { ...place, y: panels - GAP + 2 }, seconds, format);
  drawSimilarityBars(context, similarities, panels + AXIS - 16, format);
  return canvas;
}

/** Draws each similarity as a bar in a row of its own, from `y` down. 1 gives a full bar, 0 or less gives none. */
function drawSimilarityBars(
  context: Context,
  similarities: readonly Similarity[],
  y: number,
  { percent }: Format,
): void {
  similarities.forEach(({ name, value }, row) => {
    const middle = y + (row + 0.5) * BAR_ROW;
    const share = Math.max(0, Math.min(1, value));
    const color = similarityColor(value);
    context.fillStyle = COLORS.text;
    setFont(context, 28);
    context.fillText(shorten(context, writableText(name), BAR_START - MARGIN - 16), MARGIN, middle + 10);
    context.fillStyle = COLORS.panel;
    context.fillRect(BAR_START, middle - BAR_HEIGHT / 2, BAR_END - BAR_START, BAR_HEIGHT);
    context.fillStyle = color;
    context.fillRect(BAR_START, middle - BAR_HEIGHT / 2, (BAR_END - BAR_START) * share, BAR_HEIGHT);
    setFont(context, 30, 'bold');
    context.textAlign = 'right';
    context.fillText(percent(share), WIDTH - MARGIN, middle + 11);
    context.textAlign = 'left';
  });
}
