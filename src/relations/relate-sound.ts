import type { ComparedFingerprint, Library, LibraryWriter, Sound, StoredRelation } from '../storage/library.ts';
import { type AnalyzedSound, type FindOptions, findRelations, type RelatingEngine } from './find-relations.ts';

export interface RelateOptions extends Pick<FindOptions, 'lane' | 'signal'> {
  /** Id of the sound, if it is in the library. It is not compared with itself. */
  readonly id?: string;
}

/**
 * Compares a sound with all sounds of a library, and then calls `commit` within a change of the library.
 * Comparing takes a worker thread and cannot be part of the change. If other sounds were added or compared meanwhile,
 * the sound is compared with them too before `commit` is called.
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

/** Returns a filter for the sounds that were added or compared since the library had these sounds. */
function comparedSince(sounds: readonly Sound[]): (sound: Sound) => boolean {
  const known = new Set(sounds.map(({ relations }) => relations));
  return ({ relations }) => relations !== null && !known.has(relations);
}
