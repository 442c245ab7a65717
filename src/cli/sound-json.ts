import type { Sound } from '../storage/library.ts';

/** Returns a sound as the command line prints it in JSON: without the ids of the members whose favorite it is. */
export function soundJson<T extends Sound>({ favoredBy: _, ...sound }: T): Omit<T, 'favoredBy'> {
  return sound;
}
