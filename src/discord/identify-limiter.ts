import { setTimeout as sleep } from 'node:timers/promises';
import type { IIdentifyThrottler } from 'discord.js';
import type { Log } from '../log.ts';
import type { SessionLog } from './session-log.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Time between two sessions of a shard, by the number of its sessions in the last 24 hours: at most 89 a day. */
const SPACINGS = [
  { below: 5, ms: 5000 },
  { below: 10, ms: 60_000 },
  { below: 20, ms: 5 * 60_000 },
] as const;
const MAX_SPACING_MS = 20 * 60_000;
/** Time between two sessions of shards with the same remainder of `shard / max_concurrency`, with a reserve. */
const CONCURRENT_MS = 5500;
/** Time after which Discord is asked again if it allows no more sessions. */
const MAX_LIMIT_WAIT_MS = 10 * 60_000;

/** Discord's object `session_start_limit`. `reset_after` is in milliseconds. */
export interface SessionStartLimit {
  readonly remaining: number;
  readonly reset_after: number;
  readonly max_concurrency: number;
}

export interface IdentifyLimiterOptions {
  readonly sessions: SessionLog;
  /** Asks Discord how many sessions the bot may still start. */
  readonly fetchLimit: () => Promise<SessionStartLimit>;
  readonly log: Pick<Log, 'warn'>;
  /** Returns the time in milliseconds since 1970; default `Date.now`. */
  readonly now?: () => number;
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/**
 * Creates the throttler that a client asks before each session. Discord resets a bot's token after 1,000 sessions a
 * day, so sessions that end soon are followed by growing pauses, and a used up `session_start_limit` is waited for.
 * @see https://github.com/discord/discord-api-docs, `docs/events/gateway.mdx`, "Session Start Limit Object"
 */
export function createIdentifyLimiter(options: IdentifyLimiterOptions): IIdentifyThrottler {
  const { sessions, fetchLimit, log, now = Date.now } = options;
  const pause = options.pause ?? ((ms, signal) => sleep(ms, undefined, { signal }));
  /** Start of the latest session, by the remainder of `shard / max_concurrency`. */
  const latest = new Map<number, number>();

  /**
   * Waits until Discord allows another session, and returns how many shards may start one at once. If Discord does not
   * answer, the spacing alone limits the sessions.
   */
  const waitForLimit = async (signal: AbortSignal): Promise<number> => {
    for (;;) {
      const limit = await fetchLimit().catch(() => null);
      if (limit === null || limit.remaining > 0) return limit?.max_concurrency ?? 1;
      const ms = Math.min(limit.reset_after, MAX_LIMIT_WAIT_MS);
      log.warn({ seconds: Math.ceil(limit.reset_after / 1000) }, 'Discord allows no more sessions today; waiting');
      await pause(ms, signal);
    }
  };
  return {
    async waitForIdentify(shard, signal) {
      const ms = pauseBefore(sessions.of(shard), now());
      if (ms > SPACINGS[0].ms) {
        const count = sessions.of(shard).length;
        log.warn(
          { shard, sessions: count, seconds: Math.ceil(ms / 1000) },
          'many sessions today; waiting for the next',
        );
      }
      if (ms > 0) await pause(ms, signal);
      const key = shard % (await waitForLimit(signal));
      const start = Math.max(now(), (latest.get(key) ?? Number.NEGATIVE_INFINITY) + CONCURRENT_MS);
      latest.set(key, start);
      if (start > now()) await pause(start - now(), signal);
      await sessions.add(shard, now());
    },
  };
}

/**
 * Returns the milliseconds to wait before the next session of a shard.
 * @param times start of the earlier sessions, in milliseconds since 1970, ascending
 */
export function pauseBefore(times: readonly number[], now: number): number {
  // A time in the future was written before the clock was set back.
  const recent = times.filter((time) => time > now - DAY_MS && time <= now);
  const last = recent.at(-1);
  if (last === undefined) return 0;
  const spacing = SPACINGS.find(({ below }) => recent.length < below)?.ms ?? MAX_SPACING_MS;
  return Math.max(0, last + spacing - now);
}
