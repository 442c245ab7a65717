import { z } from 'zod';
import type { Fingerprint } from '../../engine/recordings/recording.ts';
import type { Database } from './database.ts';

/** Kind of the rows of the table `derived` that are fingerprints. */
const FINGERPRINT = 'fingerprint';

const row = z.object({ version: z.string(), seconds: z.number(), data: z.instanceof(Buffer) });

/** Returns the statement, with its values, that stores the fingerprint of a sound in place of an earlier one. */
export function fingerprintStatement(
  guildId: string,
  soundId: string,
  { version, seconds, data }: Fingerprint,
): [text: string, values: readonly unknown[]] {
  const text = `insert into derived (guild_id, sound_id, kind, version, seconds, data) values ($1, $2, $3, $4, $5, $6)
    on conflict (guild_id, sound_id, kind)
    do update set version = excluded.version, seconds = excluded.seconds, data = excluded.data`;
  return [text, [guildId, soundId, FINGERPRINT, version, seconds, Buffer.from(data)]];
}

/** Reads the fingerprint of a sound; undefined if it has none. */
export async function readFingerprint(
  database: Database,
  guildId: string,
  soundId: string,
): Promise<Fingerprint | undefined> {
  const [found] = await database.rows(
    row,
    'select version, seconds, data from derived where guild_id = $1 and sound_id = $2 and kind = $3',
    [guildId, soundId, FINGERPRINT],
  );
  return found && { ...found, data: Uint8Array.from(found.data) };
}
