import { z } from 'zod';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import { createLibraryIndex, type IndexedSound } from '../library-index.ts';
import type { AudioExtension } from '../lowdb/audio-files.ts';
import { createMatrix } from '../matrix/matrix.ts';
import type { Database } from './database.ts';
import { readChangedSounds, type SoundRow, type UnreadableRow } from './sound-rows.ts';

/** A sound of a guild in memory. */
export interface LoadedSound extends IndexedSound {
  readonly extension: AudioExtension;
  /** Row of the matrix with the vector; undefined if the vector has another engine version's layout. */
  readonly row: number | undefined;
}

/** Changes that make the sounds in memory those of a later version of the guild. */
export interface SoundChanges {
  /** Sounds that were added or replaced. Without `packed`, a sound that is known keeps its vector. */
  readonly put?: readonly (Omit<SoundRow, 'packed'> & Partial<Pick<SoundRow, 'packed'>>)[];
  /** Ids of sounds that were removed. */
  readonly remove?: Iterable<string>;
}

const guildVersion = z.object({ version: z.coerce.number() });
const soundCount = z.object({ sounds: z.coerce.number() });
const soundId = z.object({ id: z.string() });
const SOUNDS_PER_TURN = 256;

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
  let loading: Promise<void> | undefined;

  const put = ({ packed, ...given }: SoundRow) => {
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

  /** Reads what has changed since the version in memory, as of one moment. */
  const load = async () => {
    const since = version;
    const read = await database.transaction(
      async (session) => {
        const [guild] = await session.rows(guildVersion, 'select version from guilds where guild_id = $1', [guildId]);
        const changed: SoundRow[] = [];
        for await (const row of readChangedSounds(session, guildId, since)) {
          if (changed.length % SOUNDS_PER_TURN === 0) await yieldToEventLoop();
          if ('sound' in row) changed.push(row);
          else if (!unreadable.has(row.id)) {
            unreadable.add(row.id);
            problems.push(`sound ${row.id}: ${row.problem}`);
            onUnreadable(row);
          }
        }
        // Sounds that were removed leave no row, so they show only in the number of sounds.
        const [count] = await session.rows(soundCount, 'select count(*) as sounds from sounds where guild_id = $1', [
          guildId,
        ]);
        const isNew = ({ sound }: SoundRow) => !entries.has(sound.id);
        const isComplete = entries.size + changed.filter(isNew).length + unreadable.size === (count?.sounds ?? 0);
        const ids = isComplete
          ? undefined
          : await session.rows(soundId, 'select id from sounds where guild_id = $1', [guildId]);
        return { version: guild?.version ?? 0, changed, ids: ids && new Set(ids.map(({ id }) => id)) };
      },
      { isSnapshot: true },
    );
    const isErased = read.version === 0 && since > 0;
    // Changes of this process, which are in memory already, may have been made meanwhile.
    const isOutdated = () => read.version <= version && !isErased;
    if (isOutdated()) return;
    read.changed.sort((a, b) => a.order - b.order);
    for (const [place, row] of read.changed.entries()) {
      if (place % SOUNDS_PER_TURN === SOUNDS_PER_TURN - 1) await yieldToEventLoop();
      if (isOutdated()) return;
      put(row);
    }
    if (read.ids) for (const id of [...entries.keys()]) if (!read.ids.has(id)) remove(id);
    version = read.version;
  };

  return {
    entries,
    index,
    problems,
    /** Makes the sounds in memory those of the present version, or of a version that the caller knows to be present. */
    async refresh(known?: number): Promise<void> {
      const present = known ?? (await presentVersion());
      // The last load may have begun before the present version was made.
      const isBehind = () => version < present || (present === 0 && version > 0);
      for (let tries = 0; isBehind() && tries < 2; tries++) {
        loading ??= load().finally(() => {
          loading = undefined;
        });
        await loading;
      }
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
