import { defineJob } from '../engine/workers/job.ts';
import { drawPicture } from './draw-picture.ts';
import type { Picture } from './picture.ts';

/** Runs {@link drawPicture} in a worker thread. */
export const draw = defineJob(
  (picture: Picture) => drawPicture(picture),
  ({ png }) => [png.buffer],
);
