import type { Canvas } from '@napi-rs/canvas';
import { formatFor } from '../i18n/format.ts';
import { createSheet, setFont } from './canvas.ts';
import { drawHeading, drawTimeAxis, withinPanel } from './panels.ts';
import type { TunePicture } from './picture.ts';
import { COLORS, PANELS, SOUND_COLORS } from './theme.ts';

/** Heights in pixels. */
const TOP = 4;
const HEADING = 38;
const PANEL = 230;
const AXIS = 46;
/** Semitones above and below the tune, and minimum number of semitones in a panel. */
const MARGIN_SEMITONES = 3;
const MIN_SEMITONES = 12;
/** Level of a cell up to which it is not drawn. */
const MIN_LEVEL = 0.3;
/** The C in every octave has a mark on the axis. */
const OCTAVE = 12;

/** Draws the pitches that sound in a part of a sound, and over them the notes of a query, in the sound's key and tempo. */
export function drawTunePicture({ sounds, tune, locale }: TunePicture): Canvas {
  const panel = { ...PANELS, y: TOP + sounds.length * HEADING + 8, height: PANEL };
  const { canvas, context } = createSheet(panel.y + PANEL + AXIS);
  sounds.forEach((sound, index) => {
    drawHeading(context, sound, TOP + index * HEADING + 29, SOUND_COLORS[index]);
  });
  const pitches = tune.notes.map(({ pitch }) => pitch);
  const [low, high] = [Math.min(...pitches) - MARGIN_SEMITONES, Math.max(...pitches) + MARGIN_SEMITONES];
  const range = Math.max(MIN_SEMITONES, high - low);
  const lowest = (low + high - range) / 2;
  const row = PANEL / range;
  const top = (pitch: number) => panel.y + PANEL - (pitch + 0.5 - lowest) * row;
  const scale = panel.width / Math.max(0.1, tune.to - tune.from);
  const left = (seconds: number) => panel.x + (seconds - tune.from) * scale;
  withinPanel(context, panel, () => {
    context.fillStyle = SOUND_COLORS[1];
    for (const { start, pitch, level } of tune.cells) {
      if (level <= MIN_LEVEL) continue;
      context.globalAlpha = ((level - MIN_LEVEL) / (1 - MIN_LEVEL)) ** 1.5;
      context.fillRect(left(start), top(pitch), tune.cellSeconds * scale + 0.5, row);
    }
    context.globalAlpha = 1;
    context.strokeStyle = SOUND_COLORS[0];
    context.lineWidth = 4;
    for (const { start, end, pitch } of tune.notes) {
      context.beginPath();
      context.roundRect(left(start), top(pitch) - 1, Math.max(6, (end - start) * scale - 4), row + 2, 5);
      context.stroke();
    }
  });
  setFont(context, 24);
  context.fillStyle = COLORS.quiet;
  context.textAlign = 'right';
  for (let c = Math.ceil(lowest / OCTAVE) * OCTAVE; c < lowest + range; c += OCTAVE) {
    const y = top(c) + row / 2 + 8;
    context.fillText(`C${c / OCTAVE - 1}`, panel.x - 14, Math.min(Math.max(y, panel.y + 18), panel.y + PANEL));
  }
  context.textAlign = 'left';
  drawTimeAxis(context, { ...panel, y: panel.y + PANEL + 2 }, tune.to - tune.from, formatFor(locale), tune.from);
  return canvas;
}
