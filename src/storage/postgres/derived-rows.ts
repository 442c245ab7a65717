import { z } from 'zod';
import type { DerivedData } from '../derived-data.ts';
import type { Database } from './database.ts';

/** Kind of the rows of the table `derived`. */
export type DerivedKind = 'fingerprint' | 'search data';

const row = z.object({ version: z.string(), seconds: z.number(), data: z.instanceof(Buffer) });
const soundRow = row.extend({ sound_id: z.string() });

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

/** Reads derived data of many sounds, in one statement. Sounds without data are missing from the result. */
export async function readAllDerived(
  database: Database,
  guildId: string,
  soundIds: readonly string[],
  kind: DerivedKind,
): Promise<ReadonlyMap<string, DerivedData>> {
  if (soundIds.length === 0) return new Map();
  const found = await database.rows(
    soundRow,
    'select sound_id, version, seconds, data from derived where guild_id = $1 and kind = $2 and sound_id = any($3)',
    [guildId, kind, soundIds],
  );
  return new Map(found.map(({ sound_id, data, ...rest }) => [sound_id, { ...rest, data: Uint8Array.from(data) }]));
}
