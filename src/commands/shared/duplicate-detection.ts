import type { Library, Sound, StoredRelation } from '../../storage/library.ts';

/** A stored sound of which a new sound is a duplicate. Two sounds that are merely similar are not duplicates. */
export interface Duplicate {
  readonly sound: Sound;
  readonly kind: 'same file' | 'same recording';
}

/** Returns the stored sound whose file has this SHA-256, and so the same bytes; undefined if there is none. */
export function findSameFile(library: Pick<Library, 'list'>, hash: string): Sound | undefined {
  return library.list().find((sound) => sound.hash === hash);
}

/**
 * Returns the stored sound that has the identical file or is the same recording; undefined if there is none.
 * @param found relations of the new sound to the sounds of the library
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
