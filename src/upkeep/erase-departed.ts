import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Libraries } from '../storage/library.ts';

const DAY_MS = 24 * 60 * 60_000;
const CHECK_MS = 60 * 60_000;

export interface EraseOptions {
  /** Days for which the library of a server is kept after the bot has left the server. */
  readonly graceDays: number;
  readonly checkMs?: number;
  /** Returns the time of day in milliseconds. */
  readonly now?: () => number;
}

/**
 * Erases the libraries of servers that the bot left longer ago than the grace period. Checks now and every hour.
 * A failure is logged, and the next check tries again.
 */
export function eraseDeparted(
  { libraries, log }: { readonly libraries: Libraries; readonly log: Log },
  { graceDays, checkMs = CHECK_MS, now = Date.now }: EraseOptions,
): { close(): Promise<void> } {
  const stop = new AbortController();
  const check = async () => {
    for (const guildId of (await libraries.departures.list()).keys()) {
      if (stop.signal.aborted) return;
      const isErased = await libraries.eraseIfLeft(guildId, new Date(now() - graceDays * DAY_MS));
      if (isErased) log.info({ guildId, graceDays }, 'erased the library of a server that the bot left');
    }
  };
  const run = async () => {
    while (!stop.signal.aborted) {
      await check().catch((err: unknown) => {
        if (!stop.signal.aborted) log.error({ err }, 'a library of a server that the bot left was not erased');
      });
      await sleep(checkMs, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    async close() {
      stop.abort();
      await running;
    },
  };
}
