import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { ShardLease, ShardRange, StorageLog } from '../libraries.ts';
import type { Database } from './database.ts';

/** Time after its last renewal after which another process may take the shards of a process. */
const LEASE_MS = 4000;
const RENEW_MS = 1000;
/** Milliseconds between two tries to take shards that another process has. */
const POLL_MS = 300;
/** Time that an interaction can wait for a renewal: Discord expects an answer within 3 seconds. */
const CONFIRM_MS = 1000;
/** Key of the advisory lock under which shards are taken. */
const LOCK = 5747_2027;

const taken = z.object({ shard: z.number() });

/** Takes shards for this process. Waits while another process has one of them. @throws the reason of the signal */
export async function takeShards(
  database: Database,
  range: ShardRange,
  signal: AbortSignal,
  log?: StorageLog,
): Promise<ShardLease> {
  const holder = randomUUID();
  const { shards } = range;
  for (let tries = 0; !(await tryToTake(database, holder, range)); tries++) {
    if (tries === 0) log?.info({ shards }, 'waiting until the process that serves these shards ends');
    await wait(POLL_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
  /** Time of the latest renewal. The monotonic clock also runs while this process is stopped. */
  let renewedAt = performance.now();
  const closing = new AbortController();
  let isLost = false;
  let lose = () => {};
  const lost = new Promise<void>((resolve) => {
    lose = resolve;
  });
  const renew = async () => {
    const start = performance.now();
    const renewed = await database.rows(
      taken,
      `update shard_leases set held_until = clock_timestamp() + $3 * interval '1 millisecond'
       where holder = $1 and shard = any($2) returning shard`,
      [holder, shards, LEASE_MS],
    );
    if (closing.signal.aborted) return;
    if (renewed.length === shards.length) renewedAt = start;
    else {
      isLost = true;
      lose();
    }
  };
  const renewals = (async () => {
    while (!closing.signal.aborted && !isLost) {
      await wait(RENEW_MS, undefined, { ref: false, signal: closing.signal }).catch(() => undefined);
      // While the database is away, no other process can take the shards either.
      await renew().catch(() => undefined);
    }
  })();
  return {
    lost,
    async isHeld() {
      if (performance.now() - renewedAt > LEASE_MS)
        await Promise.race([renew().catch(() => undefined), wait(CONFIRM_MS, undefined, { ref: false })]);
      return !isLost;
    },
    async close() {
      closing.abort();
      await renewals;
      // A lease that is not released ends by itself.
      await database.rows(taken, 'delete from shard_leases where holder = $1', [holder]).catch(() => undefined);
    },
  };
}

/** Resolves to whether the shards are now those of `holder`. */
async function tryToTake(database: Database, holder: string, { shards, total }: ShardRange): Promise<boolean> {
  const take = database.transaction(async ({ execute, rows }) => {
    await execute('select pg_advisory_xact_lock($1)', [LOCK]);
    // Processes with different numbers of shards would divide the guilds differently.
    const others = await rows(
      taken,
      `select shard from shard_leases where holder <> $1 and held_until > clock_timestamp()
       and (shard = any($2) or total <> $3) limit 1`,
      [holder, shards, total],
    );
    if (others.length > 0) return false;
    await execute(
      `insert into shard_leases (shard, total, holder, held_until)
       select each, $2, $3, clock_timestamp() + $4 * interval '1 millisecond' from unnest($1::int[]) as each
       on conflict (shard) do update
       set total = excluded.total, holder = excluded.holder, held_until = excluded.held_until`,
      [shards, total, holder, LEASE_MS],
    );
    return true;
  });
  return take.catch((error) => {
    if (error instanceof UserError) return false;
    throw error;
  });
}
