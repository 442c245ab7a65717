import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { errorCode } from '../../files/fs-errors.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import { createChangeQueue } from '../change-queue.ts';
import { checkGuildId } from '../guild-id.ts';
import { createGuildSignals } from '../guild-signals.ts';
import type { Libraries, StorageLog } from '../libraries.ts';
import type { HostQuota } from '../quota.ts';
import { createWeakCache } from '../weak-cache.ts';
import { connectDatabase } from './connect-database.ts';
import { createPostgresDepartures, readDeparture } from './departures.ts';
import { eraseGuild } from './erase-guild.ts';
import { createGuildLeases } from './guild-leases.ts';
import { openPostgresLibrary } from './library.ts';
import { createPostgresMessageLog } from './message-log.ts';
import { createPostgresSettings } from './settings.ts';
import { takeShards } from './shard-leases.ts';
import { sweepOrphans } from './sweep-orphans.ts';

const TEN_MINUTES = 600_000;
const DAY_MS = 24 * 3_600_000;

export interface PostgresOptions {
  /** Address of the database, with its name and password. */
  readonly url: string;
  /** Where the audio is. The store closes it. */
  readonly blobs: BlobStore;
  readonly limits?: HostQuota;
  readonly log?: StorageLog;
  /** Whether audio that no sound has is removed, at once and daily. Only the bot does this; default false. */
  readonly removeOrphans?: boolean;
  /** Time in milliseconds without use after which a library may leave memory; default 10 minutes. */
  readonly idleMs?: number;
}

const guild = z.object({ guild_id: z.string() });

/**
 * Opens the libraries in a PostgreSQL database, which several processes may use at once. Waits until the database can be
 * reached, and brings its tables up to date.
 * @throws OperatorError `usage` if the database rejects this program
 */
export async function openPostgresLibraries(options: PostgresOptions): Promise<Libraries> {
  const { url, blobs, limits = {}, log, removeOrphans = false, idleMs = TEN_MINUTES } = options;
  const database = await connectDatabase(url, log);
  const signals = createGuildSignals();
  const { closing } = signals;
  const changes = createChangeQueue();
  const leases = createGuildLeases(database);
  const load = (guildId: string) =>
    openPostgresLibrary({
      ...{ guildId, database, leases, blobs, limits, log, changes },
      closing: signals.of(guildId),
    });
  const cache = createWeakCache(load, idleMs);
  const checked = (guildId: string) => {
    closing.throwIfAborted();
    return checkGuildId(guildId);
  };

  const sweep = () =>
    sweepOrphans(database, blobs, Date.now(), closing).then(
      (removed) => removed > 0 && log?.info({ removed }, 'audio that no sound has was removed'),
      (error) => closing.aborted || log?.warn({ code: errorCode(error) }, 'audio that no sound has was not removed'),
    );
  let sweeping: Promise<unknown> | undefined = removeOrphans ? sweep() : undefined;
  const sweeps = setInterval(() => {
    sweeping = sweeping?.then(sweep);
  }, DAY_MS).unref();

  return {
    async open(guildId, { briefly = false } = {}) {
      const askedAt = performance.now();
      const library = await cache.get(checked(guildId), { briefly });
      await library.refresh(askedAt);
      return library;
    },
    settings: createPostgresSettings({ database, leases, changes, log, checked }),
    departures: createPostgresDepartures({ database, changes, checked }),
    messages: createPostgresMessageLog(database, checked),
    async eraseIfLeft(guildId, before) {
      checked(guildId);
      return changes.run(guildId, () =>
        leases.run(guildId, async (lease) => {
          const left = await readDeparture(database, guildId);
          if (!left || left > before) return false;
          signals.abort(guildId, new UserError({ code: 'soundGone' }));
          cache.drop(guildId);
          await eraseGuild(blobs, guildId, lease);
          return true;
        }),
      );
    },
    takeShards: (shards, signal) => takeShards(database, shards, signal, log),
    loaded: () => cache.loaded(),
    async guilds() {
      const found = await database.rows(guild, 'select guild_id from guilds where version > 0 order by guild_id');
      return found.map(({ guild_id }) => guild_id);
    },
    unavailable: async () => ((await database.isAvailable()) ? null : 'the database does not answer'),
    async close() {
      if (closing.aborted) return;
      signals.close(new Error('the libraries are closed'));
      clearInterval(sweeps);
      await sweeping;
      await cache.close();
      await changes.idle();
      await leases.idle();
      await database.close();
      await blobs.close();
    },
  };
}
