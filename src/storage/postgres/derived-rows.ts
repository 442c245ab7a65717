import { z } from 'zod';
import type { DerivedData } from '../library.ts';
import type { Database } from './database.ts';

/** Kind of the rows of the table `derived`. */
export type DerivedKind = 'fingerprint' | 'search data';

const row = z.object({ version: z.string(), seconds: z.number(), data: z.instanceof(Buffer) });

/** Returns the statement, with its values, that stores derived data of a sound in place of earlier ones. */
export function derivedStatement(
  guildId: string,
  soundId: string,
  kind: DerivedKind,
  { version, seconds, data }: DerivedData,
): [text: string, values: readonly unknown[]] {
  const text = `insert into derived (guild_id, sound_id, kind, version, seconds, data) values ($1, $2, $3, $4, $5, $6)
    on conflict (guild_id, sound_id, kind)
    do update set version = excluded.version, seconds = excluded.seconds, data = excluded.data`;
  return [text, [guildId, soundId, kind, version, seconds, Buffer.from(data)]];
}

/** Reads derived data of a sound; undefined if it has none. */
export async function readDerived(
  database: Database,
  guildId: string,
  soundId: string,
  kind: DerivedKind,
): Promise<DerivedData | undefined> {
  const [found] = await database.rows(
    row,
    'select version, seconds, data from derived where guild_id = $1 and sound_id = $2 and kind = $3',
    [guildId, soundId, kind],
  );
  return found && { ...found, data: Uint8Array.from(found.data) };
}
