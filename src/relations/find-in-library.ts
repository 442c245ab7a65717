import type { Engine } from '../engine/engine.ts';
import { type FindOptions, type FindQuery, type Found, SEARCH_DATA_VERSION } from '../engine/index.ts';
import type { Library, Sound } from '../storage/library.ts';

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

/** The search data of a library in memory that worker threads share, and the free rest of the newest piece of it. */
interface LoadedData {
  readonly dataOf: Map<string, Uint8Array>;
  free: Uint8Array;
  ready: Promise<void>;
}

/** Number of files to read at once. */
const BATCH = 16;
/** Minimum size of a piece of shared memory. */
const PIECE_BYTES = 2 ** 20;

/** The data of the libraries in memory. They leave memory together with their library. */
const loaded = new WeakMap<Library, LoadedData>();

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

async function loadSearchData(library: Library): Promise<ReadonlyMap<string, Uint8Array>> {
  const known = loaded.get(library);
  const data = known ?? { dataOf: new Map(), free: new Uint8Array(), ready: Promise.resolve() };
  if (!known) loaded.set(library, data);
  data.ready = data.ready.catch(() => undefined).then(() => update(data, library));
  await data.ready;
  return data.dataOf;
}

async function update(data: LoadedData, library: Library): Promise<void> {
  const { dataOf } = data;
  for (const id of [...dataOf.keys()]) if (!library.get(id)) dataOf.delete(id);
  const missing = library.list().filter(({ id }) => !dataOf.has(id));
  for (let start = 0; start < missing.length; start += BATCH) {
    const batch = missing.slice(start, start + BATCH);
    const read = await Promise.all(batch.map(({ id }) => library.searchData(id)));
    for (const [place, { id }] of batch.entries()) {
      const derived = read[place];
      if (derived?.version === SEARCH_DATA_VERSION) dataOf.set(id, shared(data, derived.data));
    }
  }
}

/** Copies bytes to shared memory. */
function shared(data: LoadedData, bytes: Uint8Array): Uint8Array {
  if (data.free.length < bytes.length)
    data.free = new Uint8Array(new SharedArrayBuffer(Math.max(PIECE_BYTES, bytes.length)));
  const copy = data.free.subarray(0, bytes.length);
  copy.set(bytes);
  data.free = data.free.subarray(bytes.length);
  return copy;
}
