import type { Sound } from '../../storage/library.ts';
import { MAX_SOUNDS, OVERHEAD } from './archive.ts';

/** Which sounds of a library go into which archive. */
export interface Parts {
  readonly parts: readonly (readonly Sound[])[];
  /** Those that are larger than an archive may be. */
  readonly tooLarge: readonly Sound[];
}

/**
 * Sounds in the order in which they were added, as many to an archive as fit and as `/import` takes back.
 * @param limit bytes of an archive
 */
export function planParts(sounds: readonly Sound[], limit: number): Parts {
  const parts: Sound[][] = [];
  const tooLarge: Sound[] = [];
  let room = 0;
  for (const sound of sounds) {
    const size = sound.bytes + OVERHEAD;
    if (size > limit) {
      tooLarge.push(sound);
      continue;
    }
    if (size > room || parts.at(-1)?.length === MAX_SOUNDS) {
      parts.push([]);
      room = limit;
    }
    parts.at(-1)?.push(sound);
    room -= size;
  }
  return { parts, tooLarge };
}
