import { z } from 'zod';
import { PACKED_DIMENSIONS } from '../../engine/embedding.ts';
import { bytesToFloats } from '../float-bytes.ts';
import type { Sound } from '../library.ts';
import { AUDIO_EXTENSIONS, type AudioExtension } from '../lowdb/audio-files.ts';
import { storedRecord } from '../lowdb/segment-format.ts';
import type { Session } from './database.ts';

/** A sound as a row of the table `sounds`. */
export interface SoundRow {
  readonly sound: Sound;
  readonly extension: AudioExtension;
  readonly order: number;
  /** The packed vector; undefined if it has another engine version's layout. */
  readonly packed: Float32Array | undefined;
}

/** A row whose record cannot be read. */
export interface UnreadableRow {
  readonly id: string;
  readonly problem: string;
}

const storedSound = z.object({ ...storedRecord.shape, extension: z.enum(AUDIO_EXTENSIONS) });
const soundRow = z.object({
  changed: z.coerce.number(),
  id: z.string(),
  position: z.coerce.number(),
  record: z.unknown(),
  vector: z.instanceof(Buffer),
});
/** Number of rows that are read in one statement: about 6 MB. */
const ROWS_PER_STATEMENT = 1000;

/** Returns the text of the column `record`. */
export function recordOf(sound: Sound, extension: AudioExtension): string {
  return JSON.stringify({ ...sound, extension });
}

/** Reads the sounds of a guild that changed after a version of the guild, in the order of their last changes. */
export async function* readChangedSounds(
  { rows }: Pick<Session, 'rows'>,
  guildId: string,
  version: number,
): AsyncGenerator<SoundRow | UnreadableRow> {
  // The id '~' is greater than all ids, so that the first statement skips the rows of `version`.
  for (let after = { changed: version, id: '~' }; ; ) {
    const found = await rows(
      soundRow,
      `select changed, id, position, record, vector from sounds
       where guild_id = $1 and (changed, id) > ($2, $3) order by changed, id limit ${ROWS_PER_STATEMENT}`,
      [guildId, after.changed, after.id],
    );
    yield* found.map(decode);
    const last = found.at(-1);
    if (last === undefined || found.length < ROWS_PER_STATEMENT) return;
    after = last;
  }
}

function decode({ id, position, record, vector }: z.output<typeof soundRow>): SoundRow | UnreadableRow {
  const parsed = storedSound.safeParse(record);
  if (!parsed.success) return { id, problem: z.prettifyError(parsed.error) };
  const { extension, ...sound } = parsed.data;
  const floats = bytesToFloats(vector);
  const isUsable = floats.length === PACKED_DIMENSIONS && floats.every(Number.isFinite);
  return { sound, extension, order: position, packed: isUsable ? floats : undefined };
}
