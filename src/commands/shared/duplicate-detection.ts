import type { Library, Sound, StoredRelation } from '../../storage/library.ts';

/** A stored sound that another sound duplicates. Likeness alone never makes a duplicate. */
export interface Duplicate {
  readonly sound: Sound;
  readonly kind: 'same file' | 'same recording';
}

/** Returns the stored sound with the identical file; undefined if there is none. */
export function findSameFile(library: Pick<Library, 'list'>, hash: string): Sound | undefined {
  return library.list().find((sound) => sound.hash === hash);
}

/**
 * Returns the stored sound that has the identical file or is the same recording; undefined if there is none.
 * @param found what the new sound is to the sounds of the library
 */
export function findDuplicate(
  library: Pick<Library, 'list' | 'get'>,
  hash: string,
  found: readonly StoredRelation[] = [],
): Duplicate | undefined {
  const identical = findSameFile(library, hash);
  if (identical) return { sound: identical, kind: 'same file' };
  for (const { kind, id } of found) {
    const sound = kind === 'same recording' && library.get(id);
    if (sound) return { sound, kind: 'same recording' };
  }
  return undefined;
}
