import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Database, Session } from './database.ts';

/** Time after its last change after which a process that holds a lease may lose it to another process. */
const LEASE = '6 seconds';
/** Milliseconds for which a change waits for another process to end its own. */
const MAX_WAIT_MS = 15_000;
const POLL_MS = 25;

const acquired = z.object({ version: z.coerce.number() });
const lastChange = z.object({ last_change: z.string().nullable(), lease: z.string().nullable() });

/** The right of this process to change one guild, until another process takes it over. */
export interface GuildLease {
  /** Version of the guild when the lease was acquired. */
  readonly version: number;
  /**
   * Runs `write` in a transaction that raises the version of the guild, and resolves to the new version. The
   * transaction only starts if no other process has acquired the lease, and no other can acquire it until the end.
   * @throws UserError `restarting` if another process has taken over the guild
   */
  commit(write: (session: Session, version: number) => Promise<void>): Promise<number>;
}

/**
 * Divides the changes of each guild between processes: only the process that holds the lease of a guild changes it.
 * A lease is a random text in the row of the guild. Each transaction checks the text under a lock of that row (fencing),
 * so that a process that was stopped for long cannot write any more once another process has acquired the lease.
 */
export function createGuildLeases(database: Database) {
  /** By guild, the release of the last lease of this process, if it is in progress. */
  const releases = new Map<string, Promise<void>>();

  const acquire = async (guildId: string, lease: string): Promise<number> => {
    await releases.get(guildId);
    const end = performance.now() + MAX_WAIT_MS;
    for (;;) {
      const [row] = await database.rows(
        acquired,
        `insert into guilds (guild_id, lease, lease_until) values ($1, $2, clock_timestamp() + $3::interval)
         on conflict (guild_id) do update set lease = excluded.lease, lease_until = excluded.lease_until
         where guilds.lease is null or guilds.lease = excluded.lease or guilds.lease_until < clock_timestamp()
         returning version`,
        [guildId, lease, LEASE],
      );
      if (row) return row.version;
      if (performance.now() > end) throw new UserError({ code: 'restarting' });
      await wait(POLL_MS);
    }
  };
  const release = (guildId: string, lease: string) => {
    const released = database
      .rows(z.object({}), 'update guilds set lease = null where guild_id = $1 and lease = $2', [guildId, lease])
      // A lease that is not released ends by itself.
      .then(
        () => undefined,
        () => undefined,
      )
      .finally(() => releases.delete(guildId));
    releases.set(guildId, released);
  };

  return {
    /** Runs `task` while this process holds the lease of a guild. The caller runs one task of a guild at a time. */
    async run<T>(guildId: string, task: (lease: GuildLease) => Promise<T>): Promise<T> {
      const lease = randomUUID();
      const version = await acquire(guildId, lease);
      try {
        return await task({ version, commit: (write) => commit(database, guildId, lease, write) });
      } finally {
        release(guildId, lease);
      }
    },
    /** Resolves once no lease is being released. */
    async idle() {
      await Promise.all(releases.values());
    },
  };
}

function commit(
  database: Database,
  guildId: string,
  lease: string,
  write: (session: Session, version: number) => Promise<void>,
): Promise<number> {
  const change = randomUUID();
  return database.transaction(
    async (session) => {
      const [row] = await session.rows(
        acquired,
        `update guilds set version = nextval('guild_versions'), last_change = $3,
         lease_until = clock_timestamp() + $4::interval where guild_id = $1 and lease = $2 returning version`,
        [guildId, lease, change, LEASE],
      );
      if (!row) throw new UserError({ code: 'restarting' });
      await write(session, row.version);
      return row.version;
    },
    {
      async wasCommitted({ rows }) {
        // The lock waits for an earlier attempt that the server has not ended yet.
        const [row] = await rows(lastChange, 'select last_change, lease from guilds where guild_id = $1 for update', [
          guildId,
        ]);
        if (row?.last_change === change) return true;
        // Another process may have changed the guild after this change.
        if (row?.lease !== lease) throw new UserError({ code: 'databaseUnsure' });
        return false;
      },
    },
  );
}
