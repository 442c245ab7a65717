import { SEARCH_DATA_VERSION } from '../engine/index.ts';
import type { Library } from '../storage/library.ts';

/** The search data of a library in shared memory. */
interface LoadedData {
  dataOf: Map<string, Uint8Array>;
  /** The rest of the newest piece of memory. */
  free: Uint8Array;
  /** Number of bytes of all pieces. */
  allocated: number;
  /** The sounds that had no current data when they were read, and when that was. */
  lacking: Set<string>;
  readAt: number;
  ready: Promise<void>;
}

interface ReadLibrary extends Pick<Library, 'searchDataOf'> {
  get(id: string): object | undefined;
  list(): readonly { readonly id: string }[];
}

/** Number of sounds whose data are read at once. */
const BATCH = 500;
/** Minimum size of a piece of shared memory. */
const PIECE_BYTES = 2 ** 20;
/** Number of sounds without data that are read again at each search, and time until more are, in milliseconds. */
const FEW = 100;
const READ_AGAIN_MS = 30_000;

/** The data of the libraries in memory. They leave memory together with their library. */
const loaded = new WeakMap<ReadLibrary, LoadedData>();

/**
 * Returns the search data of the sounds of a library by id, in memory that worker threads share.
 * The first call reads all data, and later calls those of new sounds. Sounds without current data are missing from the
 * result. The memory of removed sounds is freed once it is as large as that of the others.
 */
export async function loadSearchData(library: ReadLibrary): Promise<ReadonlyMap<string, Uint8Array>> {
  const data = loaded.get(library) ?? {
    ...{ dataOf: new Map(), free: new Uint8Array(), allocated: 0 },
    ...{ lacking: new Set(), readAt: 0, ready: Promise.resolve() },
  };
  loaded.set(library, data);
  data.ready = data.ready.catch(() => undefined).then(() => update(data, library));
  await data.ready;
  return data.dataOf;
}

async function update(data: LoadedData, library: ReadLibrary): Promise<void> {
  for (const id of [...data.dataOf.keys()]) if (!library.get(id)) data.dataOf.delete(id);
  if (data.lacking.size <= FEW || performance.now() - data.readAt > READ_AGAIN_MS) data.lacking = new Set();
  const missing = library.list().flatMap(({ id }) => (data.dataOf.has(id) || data.lacking.has(id) ? [] : [id]));
  for (let start = 0; start < missing.length; start += BATCH) {
    const batch = missing.slice(start, start + BATCH);
    const read = await library.searchDataOf(batch);
    for (const id of batch) {
      const derived = read.get(id);
      if (derived?.version === SEARCH_DATA_VERSION) data.dataOf.set(id, shared(data, derived.data));
      else data.lacking.add(id);
    }
  }
  if (missing.length > 0) data.readAt = performance.now();
  let used = 0;
  for (const { length } of data.dataOf.values()) used += length;
  if (data.allocated > 2 * used + PIECE_BYTES) compact(data);
}

/** Copies the data to new pieces of memory. Searches that still run keep the earlier pieces. */
function compact(data: LoadedData): void {
  const kept = data.dataOf;
  Object.assign(data, { dataOf: new Map(), free: new Uint8Array(), allocated: 0 });
  for (const [id, bytes] of kept) data.dataOf.set(id, shared(data, bytes));
}

/** Copies bytes to shared memory. */
function shared(data: LoadedData, bytes: Uint8Array): Uint8Array {
  if (data.free.length < bytes.length) {
    data.free = new Uint8Array(new SharedArrayBuffer(Math.max(PIECE_BYTES, bytes.length)));
    data.allocated += data.free.length;
  }
  const copy = data.free.subarray(0, bytes.length);
  copy.set(bytes);
  data.free = data.free.subarray(bytes.length);
  return copy;
}
