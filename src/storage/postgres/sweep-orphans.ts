import { z } from 'zod';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Database } from './database.ts';

/** Minimum age of audio that is removed because no sound has it. Younger audio may belong to a sound being added. */
const MIN_AGE_MS = 7 * 24 * 3_600_000;
const BLOBS_PER_QUERY = 500;
/** Keys that this program creates. A blob store may also contain files of others. */
const KEY = /^\d{1,20}\/([0-9a-z]+)\.[0-9a-z]+$/;
const guild = z.object({ guild_id: z.string() });
const soundId = z.object({ id: z.string() });

/**
 * Removes audio that crashes have left: audio of the guilds in the database that no sound has, and that is older than a
 * week. Audio of other guilds stays, because it may belong to another database. Resolves to the number of removed files.
 */
export async function sweepOrphans(
  database: Database,
  blobs: BlobStore,
  now: number,
  signal: AbortSignal,
): Promise<number> {
  let removed = 0;
  const sweep = async (guildId: string, keys: readonly string[]) => {
    const text = 'select id from sounds where guild_id = $1 and id = any($2)';
    const found = await database.rows(soundId, text, [guildId, keys.map(idOf)]);
    const known = new Set(found.map(({ id }) => id));
    const orphans = keys.filter((key) => !known.has(idOf(key)));
    await blobs.remove(orphans);
    removed += orphans.length;
  };
  for (const { guild_id } of await database.rows(guild, 'select guild_id from guilds where version > 0')) {
    let batch: string[] = [];
    for await (const { key, storedAt } of blobs.list(guild_id)) {
      signal.throwIfAborted();
      if (!KEY.test(key) || now - storedAt.getTime() < MIN_AGE_MS) continue;
      batch.push(key);
      if (batch.length < BLOBS_PER_QUERY) continue;
      await sweep(guild_id, batch);
      batch = [];
    }
    if (batch.length > 0) await sweep(guild_id, batch);
  }
  return removed;
}

/** Returns the sound id in a key. */
function idOf(key: string): string {
  return KEY.exec(key)?.[1] ?? '';
}
