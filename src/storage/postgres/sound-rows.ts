import pg from 'pg';
import { z } from 'zod';
import { PACKED_DIMENSIONS } from '../../engine/embedding.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import { copyToFloats, floatsToBytes } from '../float-bytes.ts';
import type { Sound } from '../library.ts';
import { AUDIO_EXTENSIONS, type AudioExtension } from '../lowdb/audio-files.ts';
import { storedRecord } from '../lowdb/segment-format.ts';
import type { Database } from './database.ts';

/** A sound as a row of the table `sounds`. */
export interface SoundRow {
  readonly sound: Sound;
  readonly extension: AudioExtension;
  readonly order: number;
  /** The packed vector, in an array that is used again; undefined if it has another engine version's layout. */
  readonly packed: Float32Array | undefined;
}

/** A row that is about to be added. Without a vector, its sound is analyzed again later. */
export type NewRow = Omit<SoundRow, 'packed'> & { readonly packed?: Float32Array | undefined };

/** A row whose record cannot be read. */
export interface UnreadableRow {
  readonly id: string;
  readonly problem: string;
}

/** Version and size of a guild, as of the statement that read its last rows. */
export interface GuildState {
  /** Version of the guild; 0 if the database does not have the guild. */
  readonly version: number;
  /** Number of sounds of the guild. */
  readonly sounds: number;
}

const storedSound = z.object({ ...storedRecord.shape, extension: z.enum(AUDIO_EXTENSIONS) });
/** Number of rows that are read in one statement: about 6 MB. */
const ROWS_PER_STATEMENT = 1000;
const packed = new Float32Array(PACKED_DIMENSIONS);

/** Returns the text of the column `record`. */
export function recordOf(sound: Sound, extension: AudioExtension): string {
  return JSON.stringify({ ...sound, extension });
}

/** Returns the statement, with its values, that adds rows to the table `sounds`. */
export function insertStatement(
  guildId: string,
  version: number,
  added: readonly NewRow[],
): [text: string, values: readonly unknown[]] {
  const text = `insert into sounds (guild_id, id, position, changed, record, vector)
    select $1, new.id, new.position, $2, new.record::json, new.vector
    from unnest($3::text[], $4::bigint[], $5::text[], $6::bytea[]) as new(id, position, record, vector)`;
  const values = [
    ...[guildId, version, added.map(({ sound }) => sound.id), added.map(({ order }) => order)],
    added.map(({ sound, extension }) => recordOf(sound, extension)),
    added.map(({ packed }) => (packed ? floatsToBytes(packed) : Buffer.alloc(0))),
  ];
  return [text, values];
}

/**
 * Reads the sounds of a guild that changed after a version of the guild, in the order of their last changes. If a sound
 * changes meanwhile, or the connection is lost, the sound is read again. The result is thus the state at the end,
 * except that sounds that were removed meanwhile may be included.
 */
export async function readChangedSounds(
  { copy }: Pick<Database, 'copy'>,
  guildId: string,
  version: number,
  onRow: (row: SoundRow | UnreadableRow) => void,
): Promise<GuildState> {
  let state: GuildState = { version: 0, sounds: 0 };
  // The id '~' is greater than all ids, so that the first statement skips the rows of `version`.
  for (let after = { changed: version, id: '~' }; ; ) {
    let rows = 0;
    let last = after;
    await copy(statementOf(guildId, after), (columns) => {
      const [present, sounds, changed, position, id, record, vector] = columns;
      state = { version: integerOf(present), sounds: integerOf(sounds) };
      // A guild without further sounds has one row, which has no sound.
      if (!id || !record || !vector) return;
      rows++;
      const key = { changed: integerOf(changed), id: textOf(id) };
      if (isAfter(key, last)) last = key;
      onRow(decode(key.id, integerOf(position), textOf(record), vector));
    });
    if (rows < ROWS_PER_STATEMENT) return state;
    after = last;
    await yieldToEventLoop();
  }
}

function statementOf(guildId: string, { changed, id }: Cursor): string {
  const guild = pg.escapeLiteral(guildId);
  return `select guild.version, guild.sounds, page.changed, page.position, page.id, page.record, page.vector
    from (select coalesce((select version from guilds where guild_id = ${guild}), 0) as version,
      (select count(*) from sounds where guild_id = ${guild}) as sounds) as guild
    left join (select changed, position, id, record, vector from sounds where guild_id = ${guild}
      and (changed, id) > (${changed}, ${pg.escapeLiteral(id)}) order by changed, id limit ${ROWS_PER_STATEMENT}) as page
    on true`;
}

interface Cursor {
  readonly changed: number;
  readonly id: string;
}

function isAfter(one: Cursor, other: Cursor): boolean {
  return one.changed > other.changed || (one.changed === other.changed && one.id > other.id);
}

function integerOf(column: Buffer | null | undefined): number {
  return Number(column?.readBigInt64BE() ?? 0n);
}

function textOf(column: Buffer): string {
  return column.toString('utf8');
}

function decode(id: string, order: number, record: string, vector: Buffer): SoundRow | UnreadableRow {
  const parsed = storedSound.safeParse(JSON.parse(record));
  if (!parsed.success) return { id, problem: z.prettifyError(parsed.error) };
  const { extension, ...sound } = parsed.data;
  return { sound, extension, order, packed: copyToFloats(vector, packed) ? packed : undefined };
}
