import type { Canvas } from '@napi-rs/canvas';
import { closestPart } from '../engine/search/part/closest-part.ts';
import { drawBeatPicture } from './beat-picture.ts';
import { drawBoardPicture } from './board-picture.ts';
import { drawMapPicture } from './map-picture.ts';
import type { DrawnPicture, Picture } from './picture.ts';
import { drawSearchPicture } from './search-picture.ts';
import { drawSoundPicture } from './sound-picture.ts';
import { drawTunePicture } from './tune-picture.ts';

export function drawPicture(picture: Picture): DrawnPicture {
  if (picture.kind === 'sound') return { png: encodePng(drawSoundPicture(picture)), part: null };
  if (picture.kind === 'board') return { png: encodePng(drawBoardPicture(picture)), part: null };
  if (picture.kind === 'tune') return { png: encodePng(drawTunePicture(picture)), part: null };
  if (picture.kind === 'beat') return { png: encodePng(drawBeatPicture(picture)), part: null };
  if (picture.kind === 'map') return { png: encodePng(drawMapPicture(picture)), part: null };
  const part = picture.leveled ? closestPart(...picture.leveled) : null;
  return { png: encodePng(drawSearchPicture(picture, part)), part };
}

function encodePng(canvas: Canvas): Uint8Array {
  return new Uint8Array(canvas.toBuffer('image/png'));
}
