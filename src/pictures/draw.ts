import type { Canvas } from '@napi-rs/canvas';
import { drawMapPicture } from './map-picture.ts';
import type { Picture } from './picture.ts';
import { drawSearchPicture } from './search-picture.ts';
import { drawSoundPicture } from './sound-picture.ts';

/** The drawing thread's one job: a picture as the bytes of a PNG. The same picture gives the same bytes. */
export function draw(picture: Picture): Uint8Array {
  return new Uint8Array(canvasOf(picture).toBuffer('image/png'));
}

function canvasOf(picture: Picture): Canvas {
  if (picture.kind === 'search') return drawSearchPicture(picture);
  return picture.kind === 'sound' ? drawSoundPicture(picture) : drawMapPicture(picture);
}
