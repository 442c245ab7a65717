import type { SessionStarts } from '../contract.ts';
import type { World } from '../world/world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Number of shards that may identify at once. Higher than for a new bot at Discord, so that tests need not wait. */
const MAX_CONCURRENCY = 16;

export interface SessionStartCounter {
  /** Returns the object `session_start_limit` of `GET /gateway/bot`. */
  payload(): { total: number; remaining: number; reset_after: number; max_concurrency: number };
  /** Counts one session. Returns false if the limit was used up already: Discord then resets the bot's token. */
  take(): boolean;
  set(starts: SessionStarts): void;
}

/**
 * Counts how many sessions a bot starts: 1,000 within 24 hours.
 * @see https://github.com/discord/discord-api-docs, `docs/events/gateway.mdx`, "Session Start Limit Object"
 */
export function createSessionStarts({ clock }: Pick<World, 'clock'>): SessionStartCounter {
  let total = 1000;
  let remaining = total;
  let resetsAt = clock.now() + DAY_MS;

  const renew = () => {
    if (clock.now() < resetsAt) return;
    remaining = total;
    resetsAt = clock.now() + DAY_MS;
  };
  return {
    payload() {
      renew();
      return { total, remaining, reset_after: resetsAt - clock.now(), max_concurrency: MAX_CONCURRENCY };
    },
    take() {
      renew();
      if (remaining === 0) return false;
      remaining -= 1;
      return true;
    },
    set(starts) {
      total = starts.total ?? 1000;
      remaining = starts.remaining;
      resetsAt = clock.now() + (starts.resetAfter ?? DAY_MS);
    },
  };
}
