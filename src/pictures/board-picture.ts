import type { Canvas } from '@napi-rs/canvas';
import { createSheet, setFont, shorten, writableText } from './canvas.ts';
import { drawWaveform } from './panels.ts';
import type { BoardPicture } from './picture.ts';
import { COLORS, MARGIN, WIDTH } from './theme.ts';

const COLUMNS = 4;
const GAP = 16;
const CELL_WIDTH = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS;
/** Heights of a name, of a waveform, and of the space below it, in pixels. */
const [NAME_HEIGHT, WAVE_HEIGHT, SPACE] = [38, 60, 14] as const;
const NAME_SIZE = 26;

/** Draws the waveforms of the sounds of a soundboard in a grid, with numbers and names, all on the same scale of time. */
export function drawBoardPicture({ sounds }: BoardPicture): Canvas {
  const rowHeight = NAME_HEIGHT + WAVE_HEIGHT + SPACE;
  const { canvas, context } = createSheet(2 * MARGIN - SPACE + Math.ceil(sounds.length / COLUMNS) * rowHeight);
  const seconds = Math.max(0.01, ...sounds.map(({ sketch }) => sketch.seconds));
  for (const [index, { role, name, sketch }] of sounds.entries()) {
    const x = MARGIN + (index % COLUMNS) * (CELL_WIDTH + GAP);
    const y = MARGIN + Math.floor(index / COLUMNS) * rowHeight;
    setFont(context, NAME_SIZE, 'bold');
    context.fillStyle = COLORS.quiet;
    context.fillText(role, x, y + NAME_SIZE);
    const left = context.measureText(`${role} `).width;
    setFont(context, NAME_SIZE);
    context.fillStyle = COLORS.text;
    context.fillText(shorten(context, writableText(name), CELL_WIDTH - left), x + left, y + NAME_SIZE);
    drawWaveform(context, sketch, { x, y: y + NAME_HEIGHT, width: CELL_WIDTH, height: WAVE_HEIGHT }, seconds);
  }
  return canvas;
}
