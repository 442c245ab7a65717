import { unpack } from '../engine/embedding.ts';
import type { Library, NewSound, Sound } from './library.ts';
import { createLocalScales } from './matrix/local-scales.ts';
import type { Matrix } from './matrix/matrix.ts';
import { searchMatrix } from './matrix/search-matrix.ts';
import type { Usage } from './quota.ts';
import { createRecordingGroups } from './recording-groups.ts';

/** A sound of a library in memory. */
export interface IndexedSound {
  readonly sound: Sound;
  /** Position of the sound in the order of adding. */
  readonly order: number;
}

/**
 * What a library computes from its sounds in memory, whatever store the sounds are in: counts, groups of recordings and
 * searches. The store reports every change of the sounds.
 */
export interface LibraryIndex<Entry extends IndexedSound>
  extends Pick<Library, 'bytes' | 'tags' | 'get' | 'list' | 'copiesOf' | 'embedding' | 'search'> {
  /** Order of the next sound that is added. */
  readonly nextOrder: number;
  added(entry: Entry): void;
  /** Notes that a sound was replaced by a sound with the same id and audio. */
  replaced(before: Entry, after: Entry): void;
  removed(entry: Entry): void;
  /** Returns what the library would contain with more sounds. The member is the one who would then have the most. */
  usageWith(sounds: readonly NewSound[]): Usage;
}

export interface LibraryIndexOptions<Entry extends IndexedSound> {
  /** Entries by sound id, in the order in which they were added. The store changes this map. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly matrix: Matrix<Entry>;
  /** Returns the row of the matrix that has the vector of an entry; undefined if no row has it. */
  readonly rowOf: (entry: Entry) => number | undefined;
}

/** Creates the index of a library without sounds. The store then adds its sounds in the order of adding. */
export function createLibraryIndex<Entry extends IndexedSound>({
  entries,
  matrix,
  rowOf,
}: LibraryIndexOptions<Entry>): LibraryIndex<Entry> {
  const localScales = createLocalScales(matrix);
  const recordings = createRecordingGroups();
  let nextOrder = 0;
  let bytes = 0;
  let listed: readonly Sound[] | undefined;
  /** Number of sounds by member id. It is stored, because counting the sounds of a large library takes long. */
  const soundsOfMembers = new Map<string, number>();
  /** Number of sounds by tag. It is stored for the same reason, because autocomplete needs it at each keystroke. */
  const tagUses = new Map<string, number>();
  const countTags = ({ tags }: Sound, change: 1 | -1) => {
    for (const tag of tags) {
      const uses = (tagUses.get(tag) ?? 0) + change;
      if (uses > 0) tagUses.set(tag, uses);
      else tagUses.delete(tag);
    }
  };
  const count = (sound: Sound, change: 1 | -1) => {
    bytes += change * sound.bytes;
    soundsOfMembers.set(sound.addedBy.id, (soundsOfMembers.get(sound.addedBy.id) ?? 0) + change);
    countTags(sound, change);
    listed = undefined;
  };

  return {
    get nextOrder() {
      return nextOrder;
    },
    get bytes() {
      return bytes;
    },
    tags: tagUses,
    added({ sound, order }) {
      nextOrder = Math.max(nextOrder, order + 1);
      count(sound, 1);
      recordings.add(sound);
    },
    replaced(before, after) {
      countTags(before.sound, -1);
      countTags(after.sound, 1);
      if (after.sound.relations !== before.sound.relations) recordings.add(after.sound);
      listed = undefined;
    },
    removed: ({ sound }) => count(sound, -1),
    usageWith(sounds) {
      const ofMembers = new Map<string, number>();
      for (const { addedBy } of sounds)
        ofMembers.set(addedBy.id, (ofMembers.get(addedBy.id) ?? soundsOfMembers.get(addedBy.id) ?? 0) + 1);
      return {
        sounds: entries.size + sounds.length,
        bytes: sounds.reduce((sum, { audio }) => sum + sizeOf(audio), bytes),
        soundsOfMember: Math.max(0, ...ofMembers.values()),
      };
    },
    get: (id) => entries.get(id)?.sound,
    list() {
      // Changes of other processes may arrive in another order than the sounds were added in.
      listed ??= [...entries.values()].sort((a, b) => a.order - b.order).map(({ sound }) => sound);
      return listed;
    },
    copiesOf(id) {
      const others = recordings.othersOf(id).flatMap((other) => entries.get(other) ?? []);
      return others.sort((a, b) => a.order - b.order).map(({ sound }) => sound);
    },
    embedding(id) {
      const entry = entries.get(id);
      if (!entry) return undefined;
      const row = rowOf(entry);
      return row === undefined ? undefined : unpack(matrix.read(row), entry.sound);
    },
    async search(query, { filter, order = 'plain', ...options }) {
      const matches = await searchMatrix(matrix, query, {
        ...options,
        order: (entry) => entry.order,
        filter: filter && ((entry) => filter(entry.sound)),
        scales: order === 'library' ? await localScales.of(query) : undefined,
      });
      return matches.map(({ item: { sound }, score, percentile }) => ({ sound, score, percentile }));
    },
  };
}

/** Returns the number of bytes of the audio of a new sound. */
export function sizeOf(audio: NewSound['audio']): number {
  return 'path' in audio ? audio.bytes : audio.length;
}
