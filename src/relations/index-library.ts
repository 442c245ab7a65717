import { createRecordingIndex, FINGERPRINT_VERSION, type RecordingIndex } from '../engine/index.ts';
import type { Library, Relations, Sound } from '../storage/library.ts';

/** The index of a library's fingerprints, and a record of the sounds that the index contains. */
interface OpenIndex {
  readonly index: RecordingIndex;
  /** Relations of each sound when it was indexed. A sound whose fingerprint has changed has a new relations object. */
  readonly indexed: Map<string, Relations | null>;
  /** The list of the library's sounds at the latest update of the index. */
  sounds: readonly Sound[];
  ready: Promise<void>;
}

/** Number of fingerprints to read at once. */
const BATCH = 16;

/** The indexes of the libraries in memory. An index leaves memory together with its library. */
const indexes = new WeakMap<Library, OpenIndex>();

/**
 * Returns the index of a library's recordings, up to date with the library.
 * The first call reads all fingerprints, with pauses for other work.
 */
export async function indexLibrary(library: Library): Promise<Pick<RecordingIndex, 'candidates'>> {
  const known = indexes.get(library);
  const open = known ?? { index: createRecordingIndex(), indexed: new Map(), sounds: [], ready: Promise.resolve() };
  if (!known) indexes.set(library, open);
  open.ready = open.ready.catch(() => undefined).then(() => update(open, library));
  await open.ready;
  return open.index;
}

async function update(open: OpenIndex, library: Library): Promise<void> {
  const sounds = library.list();
  if (sounds === open.sounds) return;
  const { index, indexed } = open;
  for (const id of [...indexed.keys()].filter((known) => !library.get(known))) {
    index.remove(id);
    indexed.delete(id);
  }
  const changed = sounds.filter(
    ({ id, relations }) => relations?.version === FINGERPRINT_VERSION && indexed.get(id) !== relations,
  );
  for (let start = 0; start < changed.length; start += BATCH) {
    const batch = changed.slice(start, start + BATCH);
    const fingerprints = await Promise.all(batch.map(({ id }) => library.fingerprint(id)));
    for (const [place, { id, relations }] of batch.entries()) {
      const fingerprint = fingerprints[place];
      indexed.set(id, relations);
      if (fingerprint) index.add(id, fingerprint);
    }
  }
  open.sounds = sounds;
}
