import type { Engine } from '../engine/engine.ts';
import type { FindOptions, FindQuery, Found } from '../engine/index.ts';
import type { Library, Sound } from '../storage/library.ts';
import { loadSearchData } from './load-search-data.ts';

/** A stored sound that was found by tune, beat or part. */
export interface FoundSound extends Omit<Found, 'index'> {
  readonly sound: Sound;
}

export interface FindResult {
  readonly hits: readonly FoundSound[];
  /** Number of sounds that were compared, and of those whose search data are not computed yet. */
  readonly searched: number;
  readonly pending: number;
}

export interface FindInLibraryOptions extends FindOptions {
  /** Sounds for which this function returns false are not compared; by default, all are. */
  readonly filter?: ((sound: Sound) => boolean) | undefined;
}

/**
 * Finds the sounds of a library that are most similar to a query by tune, beat or part, best first.
 * The first call reads the search data of all sounds. Sounds without data are counted as pending.
 */
export async function findInLibrary(
  engine: Pick<Engine, 'find'>,
  library: Library,
  query: FindQuery,
  { filter = () => true, ...options }: FindInLibraryOptions,
): Promise<FindResult> {
  const data = await loadSearchData(library);
  const sounds = library.list().filter(filter);
  const searched = sounds.flatMap((sound) => {
    const bytes = data.get(sound.id);
    return bytes ? [{ sound, bytes }] : [];
  });
  const found = await engine.find(
    query,
    searched.map(({ bytes }) => bytes),
    options,
  );
  const hits = found.flatMap(({ index, ...hit }): FoundSound[] => {
    const sound = searched[index]?.sound;
    return sound && library.get(sound.id) ? [{ ...hit, sound }] : [];
  });
  return { hits, searched: searched.length, pending: sounds.length - searched.length };
}
