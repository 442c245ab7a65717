import type { Canvas } from '@napi-rs/canvas';
import { formatFor } from '../i18n/format.ts';
import { createSheet } from './canvas.ts';
import { drawHeading, drawSpectrogram, drawTimeAxis, drawWaveform } from './panels.ts';
import type { SoundPicture } from './picture.ts';
import { PANELS } from './theme.ts';

/** Draws a sound's waveform, and its spectrogram below on the same time axis. */
export function drawSoundPicture({ sound, locale }: SoundPicture): Canvas {
  const { canvas, context } = createSheet(560);
  const seconds = Math.max(0.01, sound.sketch.seconds);
  drawHeading(context, sound, 54);
  drawWaveform(context, sound.sketch, { ...PANELS, y: 76, height: 180 }, seconds);
  drawSpectrogram(context, sound.sketch, { ...PANELS, y: 268, height: 220 }, seconds);
  drawTimeAxis(context, { ...PANELS, y: 490 }, seconds, formatFor(locale));
  return canvas;
}
