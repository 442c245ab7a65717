import type { Canvas } from '@napi-rs/canvas';
import type { ClosestPart } from '../engine/closest-part.ts';
import { formatFor } from '../i18n/format.ts';
import { createSheet } from './canvas.ts';
import { drawHeading, drawPart, drawSpectrogram, drawTimeAxis } from './panels.ts';
import type { SearchPicture } from './picture.ts';
import { BAR_ROW, drawSimilarityBars } from './similarity-bars.ts';
import { MARGIN, WIDTH } from './theme.ts';

const HEADING = 58;
const PANEL = 170;
const GAP = 14;
const AXIS = 66;

/** The sounds' mel spectrograms one above the other on one time axis, `part` framed, and the similarities as bars below. */
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
