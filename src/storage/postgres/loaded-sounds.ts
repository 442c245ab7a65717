import { z } from 'zod';
import { createLibraryIndex, type IndexedSound } from '../library-index.ts';
import type { AudioExtension } from '../lowdb/audio-files.ts';
import { createMatrix } from '../matrix/matrix.ts';
import type { Database } from './database.ts';
import { readChangedSounds, type UnreadableRow } from './sound-rows.ts';

/** A sound of a guild in memory. */
export interface LoadedSound extends IndexedSound {
  readonly extension: AudioExtension;
  /** Row of the matrix with the vector; undefined if the vector has another engine version's layout. */
  readonly row: number | undefined;
}

/** A sound that is new or was changed. Without `packed`, a sound that is known keeps its vector. */
export type ChangedSound = Omit<LoadedSound, 'row'> & { readonly packed?: Float32Array | undefined };

/** Changes that make the sounds in memory those of a later version of the guild. */
export interface SoundChanges {
  /** Sounds that were added or replaced. */
  readonly put?: readonly ChangedSound[];
  /** Ids of sounds that were removed. */
  readonly remove?: Iterable<string>;
}

/** How recent the sounds in memory have to be. */
export interface Refresh {
  /** Version that the caller knows to be present. */
  readonly known?: number;
  /** Time (`performance.now`) up to which all changes must be included; default: now. */
  readonly askedAt?: number;
}

const guildVersion = z.object({ version: z.coerce.number() });
const soundId = z.object({ id: z.string() });

/**
 * Creates the copy in memory of a guild's sounds, which is empty until it is refreshed. The version of the guild, which
 * each change raises, shows if the copy is up to date.
 */
export function createLoadedSounds(guildId: string, database: Database, onUnreadable: (row: UnreadableRow) => void) {
  const entries = new Map<string, LoadedSound>();
  const matrix = createMatrix<LoadedSound>();
  const index = createLibraryIndex({ entries, matrix, rowOf: ({ row }: LoadedSound) => row });
  const problems: string[] = [];
  /** Ids of rows that cannot be read. */
  const unreadable = new Set<string>();
  let version = 0;
  /** Time at which the latest load that succeeded began, which also read the version. */
  let checkedAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<void> | undefined;

  const put = ({ packed, ...given }: ChangedSound) => {
    const before = entries.get(given.sound.id);
    if (packed && before?.row !== undefined) matrix.remove(before.row);
    const row = packed ? matrix.add(packed, given.sound, { ...given, row: undefined }) : before?.row;
    const entry = { ...given, row };
    if (row !== undefined) matrix.replaceItem(row, entry);
    entries.set(given.sound.id, entry);
    if (before) index.replaced(before, entry);
    else index.added(entry);
  };
  const remove = (id: string) => {
    const entry = entries.get(id);
    if (!entry) return;
    if (entry.row !== undefined) matrix.remove(entry.row);
    entries.delete(id);
    index.removed(entry);
  };

  const noteUnreadable = (row: UnreadableRow) => {
    if (unreadable.has(row.id)) return;
    unreadable.add(row.id);
    problems.push(`sound ${row.id}: ${row.problem}`);
    onUnreadable(row);
  };

  /** Reads what has changed since the version in memory. */
  const load = async () => {
    const begun = performance.now();
    const since = version;
    // Changes of this process, which are in memory already, may have been made meanwhile.
    const isOutdated = () => version !== since;
    const read = await readChangedSounds(database, guildId, since, (row) => {
      if (isOutdated()) return;
      if ('sound' in row) {
        unreadable.delete(row.sound.id);
        put(row);
      } else {
        remove(row.id);
        noteUnreadable(row);
      }
    });
    if (isOutdated()) return;
    // Sounds that were removed leave no row, so they show only in the number of sounds.
    if (entries.size + unreadable.size !== read.sounds) {
      const found = await database.rows(soundId, 'select id from sounds where guild_id = $1', [guildId]);
      if (isOutdated()) return;
      const ids = new Set(found.map(({ id }) => id));
      for (const id of [...entries.keys()]) if (!ids.has(id)) remove(id);
      for (const id of [...unreadable]) if (!ids.has(id)) unreadable.delete(id);
    }
    version = read.version;
    checkedAt = Math.max(checkedAt, begun);
  };
  const loadOnce = () => {
    loading ??= load().finally(() => {
      loading = undefined;
    });
    return loading;
  };

  return {
    entries,
    index,
    problems,
    /** Makes the sounds in memory those of the present version. */
    async refresh({ known, askedAt = performance.now() }: Refresh = {}): Promise<void> {
      // A load asks for the version as well, so that the first search needs one statement less.
      if (version === 0) await loadOnce();
      if (known === undefined && checkedAt >= askedAt) return;
      const present = known ?? (await presentVersion());
      // The last load may have begun before the present version was made.
      const isBehind = () => version < present || (present === 0 && version > 0);
      for (let tries = 0; isBehind() && tries < 2; tries++) await loadOnce();
    },
    /** Applies a change that this process has made, and that has made `newVersion` of the guild. */
    apply(newVersion: number, { put: added = [], remove: removed = [] }: SoundChanges): void {
      for (const row of added) put({ packed: undefined, ...row });
      for (const id of removed) remove(id);
      version = newVersion;
    },
  };

  async function presentVersion(): Promise<number> {
    const [guild] = await database.rows(guildVersion, 'select version from guilds where guild_id = $1', [guildId]);
    return guild?.version ?? 0;
  }
}
