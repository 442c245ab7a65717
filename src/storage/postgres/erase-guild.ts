import { z } from 'zod';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Database } from './database.ts';
import type { GuildLease } from './guild-leases.ts';

/** Number of sounds that one transaction erases, so that it ends in time. */
const SOUNDS_PER_TRANSACTION = 1000;
const counted = z.object({ sounds: z.coerce.number() });

/**
 * Erases all data of a guild: sounds first, then the rest, then the audio. If this is interrupted, the guild remains
 * with fewer sounds, and can be erased again; audio without a record is removed later.
 */
export async function eraseGuild(
  database: Database,
  blobs: BlobStore,
  guildId: string,
  lease: GuildLease,
): Promise<void> {
  for (let isEmpty = false; !isEmpty; )
    await lease.commit(async ({ execute, rows }) => {
      await execute(
        `delete from sounds where guild_id = $1 and id in
           (select id from sounds where guild_id = $1 limit ${SOUNDS_PER_TRANSACTION})`,
        [guildId],
      );
      const [left] = await rows(counted, 'select count(*) as sounds from sounds where guild_id = $1', [guildId]);
      isEmpty = left?.sounds === 0;
    });
  await database.transaction(async ({ execute }) => {
    for (const table of ['derived', 'audio_messages', 'guilds'])
      await execute(`delete from ${table} where guild_id = $1`, [guildId]);
  });
  const keys: string[] = [];
  for await (const { key } of blobs.list(guildId)) keys.push(key);
  await blobs.remove(keys);
}
