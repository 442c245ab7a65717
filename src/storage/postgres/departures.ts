import { z } from 'zod';
import type { ChangeQueue } from '../change-queue.ts';
import type { Departures } from '../libraries.ts';
import type { Database, Session } from './database.ts';

const NOTHING = z.object({});
const departure = z.object({ guild_id: z.string(), left_at: z.date() });

export interface PostgresDeparturesOptions {
  readonly database: Database;
  readonly changes: ChangeQueue;
  /** Returns the guild id. @throws RangeError if it is not digits only, Error if the store is closed */
  readonly checked: (guildId: string) => string;
}

/** Opens the record of the guilds that the bot has left, a column of the table of guilds. */
export function createPostgresDepartures({ database, changes, checked }: PostgresDeparturesOptions): Departures {
  // Runs in the queue of the guild, because a bot that leaves a server may join again at once.
  const update = async (guildId: string, text: string, values: readonly unknown[]) => {
    checked(guildId);
    await changes.run(guildId, () => database.rows(NOTHING, text, values));
  };
  return {
    note: (guildId, at) =>
      update(guildId, 'update guilds set left_at = $2 where guild_id = $1 and version > 0 and left_at is null', [
        guildId,
        at,
      ]),
    clear: (guildId) =>
      update(guildId, 'update guilds set left_at = null where guild_id = $1 and left_at is not null', [guildId]),
    async list() {
      const found = await database.rows(departure, 'select guild_id, left_at from guilds where left_at is not null');
      return new Map(found.map(({ guild_id, left_at }) => [guild_id, left_at]));
    },
  };
}

/** Returns when the bot left a guild; undefined if it has not left. */
export async function readDeparture({ rows }: Pick<Session, 'rows'>, guildId: string): Promise<Date | undefined> {
  const text = 'select guild_id, left_at from guilds where guild_id = $1 and left_at is not null';
  const [found] = await rows(departure, text, [guildId]);
  return found?.left_at;
}
