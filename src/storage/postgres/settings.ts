import { z } from 'zod';
import type { ChangeQueue } from '../change-queue.ts';
import type { StorageLog } from '../libraries.ts';
import {
  changedSettings,
  DEFAULT_SETTINGS,
  FALLBACK_SETTINGS,
  type Settings,
  type SettingsStore,
} from '../settings.ts';
import { fromStoredSettings, storedSettings, toStoredSettings } from '../stored-settings.ts';
import type { Database, Session } from './database.ts';
import type { createGuildLeases } from './guild-leases.ts';

export interface PostgresSettingsOptions {
  readonly database: Database;
  readonly leases: ReturnType<typeof createGuildLeases>;
  readonly changes: ChangeQueue;
  readonly log: StorageLog | undefined;
  /** Returns the guild id. @throws RangeError if it is not digits only, Error if the store is closed */
  readonly checked: (guildId: string) => string;
}

const row = z.object({ settings: z.unknown() });

/** Opens the settings of all guilds. They are read from the database each time. */
export function createPostgresSettings(options: PostgresSettingsOptions): SettingsStore {
  const { database, leases, changes, log, checked } = options;
  const read = async ({ rows }: Pick<Session, 'rows'>, guildId: string): Promise<Settings> => {
    const [found] = await rows(row, 'select settings from guilds where guild_id = $1', [guildId]);
    if (found === undefined || found.settings === null) return DEFAULT_SETTINGS;
    const parsed = storedSettings.safeParse(found.settings);
    if (parsed.success) return fromStoredSettings(parsed.data);
    log?.warn({ guildId, problem: z.prettifyError(parsed.error) }, 'the settings are not as they should be');
    return FALLBACK_SETTINGS;
  };
  const replace = async (guildId: string, after: (before: Settings) => Settings) => {
    checked(guildId);
    const run = () =>
      leases.run(guildId, async (lease) => {
        const changed = after(await read(database, guildId));
        const stored = JSON.stringify(toStoredSettings(changed));
        await lease.commit(({ execute }) =>
          execute('update guilds set settings = $2 where guild_id = $1', [guildId, stored]),
        );
        return changed;
      });
    return changes.run(guildId, run);
  };
  return {
    read: async (guildId) => read(database, checked(guildId)),
    change: (guildId, change) => replace(guildId, (before) => changedSettings(before, change)),
    async restore(guildId, settings) {
      await replace(guildId, () => settings);
    },
  };
}
