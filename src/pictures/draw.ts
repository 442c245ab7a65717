import type { Canvas } from '@napi-rs/canvas';
import { closestPart } from '../engine/closest-part.ts';
import { drawMapPicture } from './map-picture.ts';
import type { Drawn, Picture } from './picture.ts';
import { drawSearchPicture } from './search-picture.ts';
import { drawSoundPicture } from './sound-picture.ts';

/** Draws a picture, in the thread that asks. */
export function draw(picture: Picture): Drawn {
  if (picture.kind === 'sound') return { png: pngOf(drawSoundPicture(picture)), part: null };
  if (picture.kind === 'map') return { png: pngOf(drawMapPicture(picture)), part: null };
  const [first, second] = picture.sounds;
  const part = first && second ? closestPart(first.sketch, second.sketch) : null;
  return { png: pngOf(drawSearchPicture(picture, part)), part };
}

function pngOf(canvas: Canvas): Uint8Array {
  return new Uint8Array(canvas.toBuffer('image/png'));
}
