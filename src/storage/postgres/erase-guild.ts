import { z } from 'zod';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { GuildLease } from './guild-leases.ts';

/** Number of sounds or messages that one transaction erases, so that it ends in time. */
const ROWS_PER_TRANSACTION = 1000;
/** The tables that have many rows of a guild, with the column by which parts of them are erased. */
const LARGE = { sounds: 'id', derived: 'sound_id', audio_messages: 'message_id' };
const counted = z.object({ erased: z.coerce.number() });

/**
 * Erases all data of a guild: sounds first, then the rest, then the audio, then the guild. If this is interrupted, the
 * guild remains with fewer sounds, and can be erased again. The lease makes each step fail once another process has
 * taken over the guild.
 */
export async function eraseGuild(blobs: BlobStore, guildId: string, lease: GuildLease): Promise<void> {
  for (const [table, column] of Object.entries(LARGE))
    for (let isEmpty = false; !isEmpty; )
      await lease.commit(async ({ rows }) => {
        const [found] = await rows(
          counted,
          `with erased as (delete from ${table} where guild_id = $1 and ${column} in
             (select ${column} from ${table} where guild_id = $1 limit ${ROWS_PER_TRANSACTION}) returning 1)
           select count(*) as erased from erased`,
          [guildId],
        );
        isEmpty = found?.erased === 0;
      });
  // The guild goes last: audio of a guild that the database does not have would never be removed.
  const keys: string[] = [];
  for await (const { key } of blobs.list(guildId)) keys.push(key);
  await blobs.remove(keys);
  await lease.commit(({ execute }) => execute('delete from guilds where guild_id = $1', [guildId]));
}
