import { createCanvas } from '@napi-rs/canvas';
import { logBandAt } from '../engine/log-bank.ts';
import type { ClosestPart } from '../engine/search/part/closest-part.ts';
import { SKETCH_BANDS, SKETCH_COLUMNS, SKETCH_PEAKS, type Sketch } from '../engine/sketch.ts';
import type { Format } from '../i18n/format.ts';
import { type Context, setFont, shorten, writableText } from './canvas.ts';
import type { PictureSound } from './picture.ts';
import { COLORS, loudnessColor, MARGIN, WIDTH } from './theme.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Radius of the corners of a panel in pixels. */
const CORNER = 10;
/** Size of the text of a heading in pixels. */
const HEADING_SIZE = 30;

/** Draws the role and name of a sound above its panel, such as `Yours  barking dog`. */
export function drawHeading(
  context: Context,
  { role, name }: Omit<PictureSound, 'sketch'>,
  baseline: number,
  color: string = COLORS.accent,
): void {
  setFont(context, HEADING_SIZE, 'bold');
  context.fillStyle = color;
  context.fillText(role, MARGIN, baseline);
  const x = role === '' ? MARGIN : MARGIN + context.measureText(role).width + 20;
  setFont(context, HEADING_SIZE);
  context.fillStyle = COLORS.text;
  context.fillText(shorten(context, writableText(name), WIDTH - MARGIN - x), x, baseline);
}

/** Frequencies with a mark on the frequency axis, in hertz. The units of the marks are the same in every language. */
const MARKED_HERTZ = [
  [100, '100 Hz'],
  [1000, '1 kHz'],
  [10_000, '10 kHz'],
] as const;
/** Size of the text of the frequency axis in pixels. */
const MARK_SIZE = 22;

/**
 * Draws a spectrogram from the left edge of a panel, with a logarithmic frequency axis on the left.
 * The width of the spectrogram is the sound's duration on a time axis of `seconds`.
 */
export function drawSpectrogram(context: Context, sketch: Sketch, box: Box, seconds: number): void {
  drawFrequencyAxis(context, box);
  const image = createCanvas(SKETCH_COLUMNS, SKETCH_BANDS);
  const pixels = image.getContext('2d').createImageData(SKETCH_COLUMNS, SKETCH_BANDS);
  for (let column = 0; column < SKETCH_COLUMNS; column++)
    for (let band = 0; band < SKETCH_BANDS; band++) {
      const color = loudnessColor(sketch.spectrogram[column * SKETCH_BANDS + band] ?? 0);
      pixels.data.set([...color, 255], 4 * ((SKETCH_BANDS - 1 - band) * SKETCH_COLUMNS + column));
    }
  image.getContext('2d').putImageData(pixels, 0, 0);
  withinPanel(context, box, () => {
    context.imageSmoothingEnabled = false;
    context.drawImage(image, box.x, box.y, widthOf(sketch, box, seconds), box.height);
  });
}

/** Draws a tick and a text to the left of a panel for each marked frequency. */
function drawFrequencyAxis(context: Context, { x, y, height }: Box): void {
  setFont(context, MARK_SIZE);
  context.textAlign = 'right';
  for (const [hertz, text] of MARKED_HERTZ) {
    const at = frequencyRow(hertz, height);
    context.fillStyle = COLORS.line;
    context.fillRect(x - 10, y + at - 1, 10, 2);
    context.fillStyle = COLORS.quiet;
    const baseline = Math.min(Math.max(at + 0.36 * MARK_SIZE, 0.72 * MARK_SIZE), height);
    context.fillText(text, x - 16, y + baseline);
  }
  context.textAlign = 'left';
}

/** Returns how far below the top of a spectrogram of `height` pixels a frequency is. */
function frequencyRow(hertz: number, height: number): number {
  return height * (1 - logBandAt(hertz) / SKETCH_BANDS);
}

export function drawPart(context: Context, { from, to }: ClosestPart, box: Box, seconds: number): void {
  const scale = box.width / seconds;
  context.strokeStyle = COLORS.text;
  context.lineWidth = 4;
  const width = Math.max(8, (to - from) * scale) - 4;
  context.beginPath();
  context.roundRect(box.x + from * scale + 2, box.y + 2, width, box.height - 4, Math.min(CORNER, width / 2));
  context.stroke();
}

export function drawWaveform(context: Context, sketch: Sketch, box: Box, seconds: number): void {
  const columns = Math.round(widthOf(sketch, box, seconds));
  withinPanel(context, box, () => {
    context.fillStyle = COLORS.accent;
    for (let column = 0; column < columns; column++) {
      const peak = sketch.peaks[Math.floor((column * SKETCH_PEAKS) / columns)] ?? 0;
      const height = 2 * Math.max(1, Math.round((peak / 255) * (box.height / 2 - 4)));
      context.fillRect(box.x + column, box.y + (box.height - height) / 2, 1, height);
    }
  });
}

/** Draws the ticks and times of a time axis of `seconds` below the panels, which begins at `start`. */
export function drawTimeAxis(
  context: Context,
  { x, y, width }: Omit<Box, 'height'>,
  seconds: number,
  format: Format,
  start = 0,
): void {
  const step = tickStep(seconds);
  const decimals = step < 0.1 ? 2 : step < 1 ? 1 : 0;
  setFont(context, 26);
  context.textAlign = 'center';
  for (let i = Math.ceil(start / step); i * step - start <= seconds * 1.0001; i++) {
    const at = x + (width * (i * step - start)) / seconds;
    context.fillStyle = COLORS.line;
    context.fillRect(at - 1, y, 2, 10);
    context.fillStyle = COLORS.quiet;
    const text = start + seconds < 90 ? format.seconds(i * step, decimals) : clock(i * step);
    const half = context.measureText(text).width / 2;
    context.fillText(text, Math.min(Math.max(at, x + half), x + width - half), y + 34);
  }
  context.textAlign = 'left';
}

/** Returns the interval between two ticks, in seconds, so that an axis has two to six ticks. */
function tickStep(seconds: number): number {
  const steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300];
  return steps.find((step) => seconds / step <= 6) ?? 600;
}

/** Formats seconds as minutes and seconds, such as `1:05`. */
function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;
}

/** Returns the width of a sound in pixels, at least 8, so that a short sound is visible. */
function widthOf(sketch: Sketch, box: Box, seconds: number): number {
  return Math.max(8, Math.min(1, sketch.seconds / seconds) * box.width);
}

/** Fills a panel with rounded corners, and runs `draw`, of which only what is within the panel is visible. */
export function withinPanel(context: Context, { x, y, width, height }: Box, draw: () => void): void {
  context.save();
  context.beginPath();
  context.roundRect(x, y, width, height, CORNER);
  context.fillStyle = COLORS.panel;
  context.fill();
  context.clip();
  draw();
  context.restore();
}
