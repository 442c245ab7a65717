import type { Canvas } from '@napi-rs/canvas';
import { formatFor } from '../i18n/format.ts';
import { createSheet, setFont, shorten, writableText } from './canvas.ts';
import { drawHeading, drawTimeAxis, withinPanel } from './panels.ts';
import type { BeatPicture } from './picture.ts';
import { COLORS, PANELS, SOUND_COLORS } from './theme.ts';

/** Heights in pixels. */
const TOP = 4;
const HEADING = 38;
const ROW = 84;
const GAP = 8;
const AXIS = 46;
/** Strength of an onset up to which it is not drawn: small rises are noise. */
const MIN_STRENGTH = 0.12;

/** Draws the onsets of a query (upwards) and of a sound (downwards) in each band, at the tempo of the sound. */
export function drawBeatPicture({ sounds, beat, bandNames, locale }: BeatPicture): Canvas {
  const first = TOP + sounds.length * HEADING + 8;
  const rows = beat.bands.length * (ROW + GAP);
  const { canvas, context } = createSheet(first + rows + AXIS - GAP);
  sounds.forEach((sound, index) => {
    drawHeading(context, sound, TOP + index * HEADING + 29, SOUND_COLORS[index]);
  });
  // The highest band is at the top.
  [...beat.bands].reverse().forEach((band, index) => {
    const panel = { ...PANELS, y: first + index * (ROW + GAP), height: ROW };
    const middle = panel.y + ROW / 2;
    withinPanel(context, panel, () => {
      for (const [side, strengths] of [band.query, band.sound].entries()) {
        const width = panel.width / strengths.length;
        context.fillStyle = SOUND_COLORS[side] ?? COLORS.neutral;
        for (const [t, strength] of strengths.entries()) {
          if (strength <= MIN_STRENGTH) continue;
          const height = strength * (ROW / 2 - 6);
          context.fillRect(panel.x + t * width + 1, side === 0 ? middle - 1 - height : middle + 1, width - 1, height);
        }
      }
      context.fillStyle = COLORS.line;
      context.fillRect(panel.x, middle - 1, panel.width, 2);
    });
    setFont(context, 24);
    context.fillStyle = COLORS.quiet;
    context.textAlign = 'right';
    const name = writableText(bandNames[beat.bands.length - 1 - index] ?? '');
    context.fillText(shorten(context, name, panel.x - 24), panel.x - 14, middle + 9);
    context.textAlign = 'left';
  });
  const axis = { ...PANELS, y: first + rows - GAP + 2 };
  drawTimeAxis(context, axis, beat.to - beat.from, formatFor(locale), beat.from);
  return canvas;
}
