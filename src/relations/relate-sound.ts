import type { ComparedFingerprint, Library, LibraryWriter, Sound, StoredRelation } from '../storage/library.ts';
import { type AnalyzedSound, type FindOptions, findRelations, type RelatingEngine } from './find-relations.ts';

export interface RelateOptions extends Pick<FindOptions, 'lane' | 'signal'> {
  /** Id of the sound if the library contains it. The sound is then not compared with itself. */
  readonly id?: string;
}

/**
 * Finds the relations of a sound to the sounds of a library, and then calls `commit` within a change of the library.
 * A comparison needs a worker thread, and a change must not wait for one. If other sounds were added or compared during
 * the comparison, the sound is compared with them too before `commit` is called.
 * @param commit receives the fingerprint and the relations; null if the fingerprint of the sound is not known
 */
export async function relateSound<T>(
  engine: RelatingEngine,
  library: Library,
  sound: AnalyzedSound,
  commit: (writer: LibraryWriter, compared: ComparedFingerprint | null) => Promise<T>,
  { id, ...options }: RelateOptions,
): Promise<T> {
  const { fingerprint } = sound;
  const found: StoredRelation[] = [];
  let filter: (other: Sound) => boolean = () => true;
  for (;;) {
    const sounds = library.list();
    const isOther = (other: Sound) => other.id !== id && filter(other);
    found.push(...(await findRelations(engine, library, sound, { ...options, filter: isOther })));
    const outcome = await library.change(async (writer) => {
      const now = library.list();
      filter = now === sounds ? () => false : comparedSince(sounds);
      if (fingerprint && now.some(filter)) return null;
      return { value: await commit(writer, fingerprint && { fingerprint, found }) };
    });
    if (outcome) return outcome.value;
  }
}

/** Returns a filter that accepts sounds that were added or compared since `sounds` was the list of the library. */
function comparedSince(sounds: readonly Sound[]): (sound: Sound) => boolean {
  const known = new Set(sounds.map(({ relations }) => relations));
  return ({ relations }) => relations !== null && !known.has(relations);
}
