import { randomUUID } from 'node:crypto';
import type { Engine } from '../engine/engine.ts';
import { type Embedding, type Fingerprint, levelDifference, type Query } from '../engine/index.ts';
import { type ErrorKind, isExpected } from '../errors.ts';
import type { Library, Sound, StoredRelation } from '../storage/library.ts';
import { indexLibrary } from './index-library.ts';

/** The functions of an engine with which sounds are compared. */
export type RelatingEngine = Pick<Engine, 'query' | 'relate'>;

/** A sound that is compared with the sounds of a library. */
export interface AnalyzedSound {
  readonly embedding: Embedding;
  /** Fingerprint of the sound; null if it is not known. No relations of such a sound are found. */
  readonly fingerprint: Fingerprint | null;
  /** Path or bytes of the audio file. */
  readonly source: string | Uint8Array;
}

export interface FindOptions {
  readonly lane: string;
  readonly signal?: AbortSignal;
  /** Sounds for which this function returns false are not compared; by default, all are. */
  readonly filter?: (sound: Sound) => boolean;
  /**
   * How the few sounds that are compared in detail are chosen. `likeness`: the most similar sounds. `index`, the
   * default: also the sounds that the index of fingerprints finds. The index finds excerpts, but has to be built first.
   */
  readonly shortlist?: 'index' | 'likeness';
}

/** Number of recordings that are compared in detail: those that the index finds, and the most similar ones. */
const FROM_INDEX = 10;
const MOST_SIMILAR = 5;
/** Number of found sounds for each recording to compare, because several of them may be the same recording. */
const SOUNDS_PER_RECORDING = 8;
/** Maximum number of stored sounds that are decoded to compare their waveforms with one sound. */
const MAX_DECODED = 4;
/** Kinds of errors of a stored audio file, which are ignored when another sound is compared with the file. */
const UNREADABLE: readonly ErrorKind[] = ['not-audio', 'too-short', 'too-large', 'too-long', 'not-found'];

/**
 * Finds the relations of a sound to the sounds of a library. Compares only those that the index or likeness suggests,
 * and only one of several sounds that are the same recording.
 * @throws UserError if too many files are queued; the signal's reason if it aborts
 */
export async function findRelations(
  engine: RelatingEngine,
  library: Library,
  { embedding, fingerprint, source }: AnalyzedSound,
  { lane, signal, filter = () => true, shortlist = 'index' }: FindOptions,
): Promise<StoredRelation[]> {
  if (!fingerprint) return [];
  const indexed = shortlist === 'index' ? await fromIndex(library, fingerprint, filter) : [];
  // The index finds only sounds with many spectral peaks. Other sounds are found by their embeddings.
  const similar = await mostSimilar(library, engine.query(embedding), filter);
  const sound = { id: randomUUID(), fingerprint, source: async () => source };
  let decoded = 0;
  const relate = async ({ id, stored }: Candidate): Promise<StoredRelation[]> => {
    // A path, because all comparisons are queued at once, and would hold all of these files in memory.
    const path = async () => (decoded++ < MAX_DECODED ? ((await library.audioPath(id)) ?? null) : null);
    const other = { id, fingerprint: stored, source: path };
    const relation = await engine.relate(sound, other, { lane, ...(signal && { signal }) }).catch(ignoreUnreadable);
    return relation ? [{ ...relation, id }] : [];
  };
  // All comparisons are queued at once, so that the worker thread does not idle between two of them.
  const candidates = await likeliestFirst(library, fingerprint, [...new Set([...indexed, ...similar])]);
  return (await Promise.all(candidates.map(relate))).flat();
}

interface Candidate {
  readonly id: string;
  readonly stored: Fingerprint;
}

/** Reads the fingerprints of sounds, and sorts the sounds by how much their levels differ from those of a new sound. */
async function likeliestFirst(library: Library, fingerprint: Fingerprint, ids: string[]): Promise<Candidate[]> {
  const read = ids.map(async (id) => ({ id, stored: await library.fingerprint(id) }));
  return (await Promise.all(read))
    .flatMap(({ id, stored }) =>
      stored?.version === fingerprint.version ? [{ id, stored, difference: levelDifference(fingerprint, stored) }] : [],
    )
    .sort((x, y) => x.difference - y.difference);
}

function ignoreUnreadable(error: unknown): null {
  if (isExpected(error) && UNREADABLE.includes(error.kind)) return null;
  throw error;
}

async function fromIndex(
  library: Library,
  fingerprint: Fingerprint,
  filter: (sound: Sound) => boolean,
): Promise<string[]> {
  const index = await indexLibrary(library);
  const ids = await index.candidates(fingerprint, { top: FROM_INDEX * SOUNDS_PER_RECORDING });
  const sounds = ids.flatMap((id) => library.get(id) ?? []).filter(filter);
  return onePerRecording(library, sounds, FROM_INDEX);
}

async function mostSimilar(library: Library, query: Query, filter: (sound: Sound) => boolean): Promise<string[]> {
  const hits = await library.search(query, { top: MOST_SIMILAR * SOUNDS_PER_RECORDING, filter });
  const sounds = hits.map(({ sound }) => sound);
  return onePerRecording(library, sounds, MOST_SIMILAR);
}

/** Returns the ids of the first `count` sounds that are different recordings. */
function onePerRecording(library: Library, sounds: readonly Sound[], count: number): string[] {
  const chosen: string[] = [];
  const seen = new Set<string>();
  for (const { id } of sounds) {
    if (seen.has(id) || chosen.length === count) continue;
    chosen.push(id);
    for (const copy of library.copiesOf(id)) seen.add(copy.id);
  }
  return chosen;
}
