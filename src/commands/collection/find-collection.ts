import { editDistance } from '../../edit-distance.ts';
import { UserError } from '../../errors.ts';
import type { Library, Sound } from '../../storage/library.ts';
import { comparable, literal } from '../shared/text.ts';

/** A collection of a server. It exists while a sound is in it. */
export interface Collection {
  readonly name: string;
  /** Its sounds, in the order in which they were added to the library. */
  readonly sounds: readonly Sound[];
}

/** Maximum number of collections of a server. */
export const MAX_IN_SERVER = 200;
/** Maximum number of mistakes in a name for which a similar name is suggested. */
const MAX_MISTAKES = 3;

/** Returns the collections of a library in alphabetical order. Names that differ in case alone are one collection. */
export function collectionsIn(library: Pick<Library, 'list'>): readonly Collection[] {
  const found = new Map<string, { readonly name: string; readonly sounds: Sound[] }>();
  for (const sound of library.list()) {
    for (const name of sound.collections) {
      const key = comparable(name);
      const collection = found.get(key) ?? { name, sounds: [] };
      collection.sounds.push(sound);
      found.set(key, collection);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, collection]) => collection);
}

/** Returns the collection with this name. @throws UserError `collectionUnknown` with similar names if there is none */
export function findCollection(library: Pick<Library, 'list'>, name: string): Collection {
  const wanted = comparable(name);
  const all = collectionsIn(library);
  const found = all.find((one) => comparable(one.name) === wanted);
  if (found) return found;
  const isNear = (one: Collection) => editDistance(wanted, comparable(one.name), MAX_MISTAKES) <= MAX_MISTAKES;
  const near = all.filter(isNear).map((one) => literal(one.name));
  throw new UserError({ code: 'collectionUnknown', name: literal(name), near });
}

/** Decides which collections new sounds join. */
export interface CollectionNames {
  /**
   * Returns names as the library spells them. Names that would make more than {@link MAX_IN_SERVER} collections are left
   * out.
   */
  allowed(names: readonly string[]): readonly string[];
  /** Notes that a sound was added with these names. */
  added(names: readonly string[]): void;
  /** Whether {@link allowed} has left out a name. */
  readonly hasLeftOut: boolean;
}

/** Reads the names of the collections of a library once, for many new sounds. */
export function collectionNames(library: Pick<Library, 'list'>): CollectionNames {
  const known = new Map(collectionsIn(library).map(({ name }) => [comparable(name), name]));
  let hasLeftOut = false;
  return {
    allowed(names) {
      let space = MAX_IN_SERVER - known.size;
      return names.flatMap((name) => {
        const spelled = known.get(comparable(name));
        if (spelled !== undefined) return spelled;
        if (space-- > 0) return name;
        hasLeftOut = true;
        return [];
      });
    },
    added(names) {
      for (const name of names) if (!known.has(comparable(name))) known.set(comparable(name), name);
    },
    get hasLeftOut() {
      return hasLeftOut;
    },
  };
}

/** Returns the names of the collections of a sound without one of them. */
export function collectionsWithout({ collections }: Sound, name: string): readonly string[] {
  const wanted = comparable(name);
  return collections.filter((one) => comparable(one) !== wanted);
}
