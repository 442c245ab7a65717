import { z } from 'zod';
import type { MessageLog } from '../library.ts';
import type { Database } from './database.ts';

/** Maximum number of messages of one guild that are kept; the oldest are forgotten. */
const MAX_MESSAGES = 5000;

const message = z.object({ member_id: z.string(), channel_id: z.string(), message_id: z.string() });

/** Opens the table of messages with audio. @param checked returns a guild id, or throws if it cannot be used */
export function createPostgresMessageLog(database: Database, checked: (guildId: string) => string): MessageLog {
  const read = async (condition: string, values: readonly string[]) => {
    const text = `select member_id, channel_id, message_id from audio_messages where ${condition} order by number`;
    const found = await database.rows(message, text, values);
    return found.map(({ member_id, channel_id, message_id }) => ({
      ...{ memberId: member_id, channelId: channel_id, messageId: message_id },
    }));
  };
  return {
    async add(guildId, { memberId, channelId, messageId }) {
      checked(guildId);
      // Each statement can be repeated without effect, so an attempt whose end is unknown is made again.
      await database.transaction(async ({ execute }) => {
        await execute(
          `insert into guilds (guild_id, version) values ($1, nextval('guild_versions'))
           on conflict (guild_id) do update set version = excluded.version where guilds.version = 0`,
          [guildId],
        );
        await execute(
          `insert into audio_messages (guild_id, message_id, channel_id, member_id) values ($1, $2, $3, $4)
           on conflict do nothing`,
          [guildId, messageId, channelId, memberId],
        );
        await execute(
          `delete from audio_messages where guild_id = $1 and number <=
             (select number from audio_messages where guild_id = $1 order by number desc offset ${MAX_MESSAGES} limit 1)`,
          [guildId],
        );
      });
    },
    of: (guildId, memberId) => read('guild_id = $1 and member_id = $2', [checked(guildId), memberId]),
    list: (guildId) => read('guild_id = $1', [checked(guildId)]),
    async remove(guildId, messages) {
      const ids = messages.map(({ messageId }) => messageId);
      if (ids.length === 0) return;
      const text = 'delete from audio_messages where guild_id = $1 and message_id = any($2)';
      await database.rows(z.object({}), text, [checked(guildId), ids]);
    },
  };
}
