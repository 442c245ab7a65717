import { defineJob } from '../engine/workers/job.ts';
import { drawPicture } from './draw-picture.ts';
import type { Picture } from './picture.ts';

export const draw = defineJob(
  (picture: Picture) => drawPicture(picture),
  ({ png }) => [png.buffer],
);
