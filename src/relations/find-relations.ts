import type { Engine } from '../engine/engine.ts';
import type { Embedding, Fingerprint } from '../engine/index.ts';
import { type ErrorKind, UserError } from '../errors.ts';
import type { Library, Sound, StoredRelation } from '../storage/library.ts';
import { recordingIndexOf } from './recording-index.ts';

/** A sound that is compared with the sounds of a library. */
export interface AnalyzedSound {
  readonly embedding: Embedding;
  /** Null if it is not known. Such a sound has no relations. */
  readonly fingerprint: Fingerprint | null;
  readonly audio: Uint8Array;
}

export interface FindOptions {
  readonly lane: string;
  readonly signal?: AbortSignal;
  /** Sounds for which this function returns false are not compared; by default, all are. */
  readonly filter?: (sound: Sound) => boolean;
  /** How the few sounds are chosen that are compared in detail; by default, by the index if the sound is long enough. */
  readonly shortlist?: 'index' | 'likeness';
}

/** Duration in seconds from which the index finds a recording. Shorter sounds are found by their embedding. */
const MIN_INDEXED_SECONDS = 1;
/** Number of recordings that are compared in detail. */
const SHORTLIST = 10;
/** Number of sounds to look at for the shortlist. There are more of them, because several may be of one recording. */
const CANDIDATES = 60;
/** Errors of a stored sound's audio, which concern no one who compares another sound with it. */
const UNREADABLE: readonly ErrorKind[] = ['not-audio', 'too-short', 'too-large', 'too-long'];

/**
 * Finds what a sound is to the sounds of a library. Likeness only chooses which sounds are compared.
 * Of several sounds of one recording, the most similar one is compared.
 * @throws UserError if too many files are queued; the signal's reason if it aborts
 */
export async function findRelations(
  engine: Engine,
  library: Library,
  { embedding, fingerprint, audio }: AnalyzedSound,
  { lane, signal, filter = () => true, shortlist = 'index' }: FindOptions,
): Promise<StoredRelation[]> {
  if (!fingerprint) return [];
  const isIndexed = shortlist === 'index' && fingerprint.seconds >= MIN_INDEXED_SECONDS;
  const candidates = isIndexed
    ? (await recordingIndexOf(library)).candidates(fingerprint, { top: CANDIDATES })
    : (await library.search(engine.query(embedding), { top: CANDIDATES, filter })).map(({ sound }) => sound.id);
  const found: StoredRelation[] = [];
  for (const id of onePerRecording(library, candidates, filter)) {
    const stored = await library.fingerprint(id);
    if (stored?.version !== fingerprint.version) continue;
    const source = async () => (await library.audio(id)) ?? new Uint8Array();
    const relation = await engine
      .relate(
        { fingerprint, source: async () => audio },
        { fingerprint: stored, source },
        { lane, ...(signal && { signal }) },
      )
      .catch((error: unknown) => {
        if (error instanceof UserError && UNREADABLE.includes(error.kind)) return null;
        throw error;
      });
    if (relation) found.push({ ...relation, id });
  }
  return found;
}

function onePerRecording(library: Library, ids: readonly string[], filter: (sound: Sound) => boolean): string[] {
  const chosen: string[] = [];
  const seen = new Set<string>();
  for (const id of ids) {
    const sound = library.get(id);
    if (!sound || seen.has(id) || !filter(sound)) continue;
    chosen.push(id);
    for (const copy of library.copiesOf(id)) seen.add(copy.id);
    if (chosen.length === SHORTLIST) break;
  }
  return chosen;
}
