import { createCanvas, loadImage } from '@napi-rs/canvas';
import { type Sketch, sketchOf } from '../../src/engine/sketch.ts';
import type { Picture } from '../../src/pictures/picture.ts';
import { sine } from './signals.ts';

export const RATE = 22_050;
export const tone = sketchOf(sine(440, 2, RATE));
export const MAP_WORDS = {
  title: 'Map',
  explained: 'Close means alike.',
  other: 'other tags',
  none: 'no tag',
  around: '# etc.',
};

/** Returns a picture of a search with these similarities. */
export function searchPicture(
  values: readonly number[],
  sketches: readonly Sketch[] = [tone, tone],
  name = 'a',
): Picture {
  return {
    kind: 'search',
    sounds: sketches.map((sketch) => ({ role: 'Yours', name, sketch })),
    leveled: null,
    similarities: values.map((value) => ({ name: 'Tone', value })),
    locale: 'en-US',
  };
}

/** Decodes a picture. Returns its size, and a function that gives the color of a pixel. */
export async function look(png: Uint8Array) {
  const image = await loadImage(Buffer.from(png));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const colorAt = (x: number, y: number) =>
    `#${[...context.getImageData(x, y, 1, 1).data.slice(0, 3)].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  return { width: image.width, height: image.height, colorAt };
}
