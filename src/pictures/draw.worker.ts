import { type Outcome, outcomeOf } from '../engine/workers/job.ts';
import { draw } from './draw.ts';
import type { Drawn, Picture } from './picture.ts';

/** A thread's job: {@link draw}. */
export function drawWork(picture: Picture): Promise<Outcome<Drawn>> {
  return outcomeOf(async () => draw(picture));
}
