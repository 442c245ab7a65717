import { z } from 'zod';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Database } from './database.ts';

/** Minimum age of audio that is removed because no sound has it. Younger audio may belong to a sound being added. */
const MIN_AGE_MS = 7 * 24 * 3_600_000;
const BLOBS_PER_QUERY = 500;
const soundId = z.object({ id: z.string() });

/**
 * Removes audio that no sound has, and that is older than a week: what crashes have left, and what a guild had that was
 * erased. Resolves to the number of removed files.
 */
export async function sweepOrphans(
  database: Database,
  blobs: BlobStore,
  now: number,
  signal: AbortSignal,
): Promise<number> {
  let removed = 0;
  const sweep = async (guildId: string, keys: readonly string[]) => {
    const ids = keys.map(idOf);
    const text = 'select id from sounds where guild_id = $1 and id = any($2)';
    const found = await database.rows(soundId, text, [guildId, ids]);
    const known = new Set(found.map(({ id }) => id));
    const orphans = keys.filter((key) => !known.has(idOf(key)));
    await blobs.remove(orphans);
    removed += orphans.length;
  };
  let batch: string[] = [];
  let guildId = '';
  for await (const { key, storedAt } of blobs.list()) {
    signal.throwIfAborted();
    if (now - storedAt.getTime() < MIN_AGE_MS) continue;
    const guild = key.slice(0, key.indexOf('/'));
    if (batch.length > 0 && (guild !== guildId || batch.length >= BLOBS_PER_QUERY)) {
      await sweep(guildId, batch);
      batch = [];
    }
    guildId = guild;
    batch.push(key);
  }
  if (batch.length > 0) await sweep(guildId, batch);
  return removed;
}

/** Returns the sound id in a key: `<guild id>/<sound id>.<extension>`. */
function idOf(key: string): string {
  return /\/([^./]*)/.exec(key)?.[1] ?? '';
}
