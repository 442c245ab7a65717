import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Libraries } from '../storage/libraries.ts';

const DAY_MS = 24 * 60 * 60_000;
const CHECK_MS = 60 * 60_000;

interface Dependencies {
  readonly libraries: Pick<Libraries, 'departures' | 'eraseIfLeft'>;
  readonly log: Pick<Log, 'info' | 'error'>;
}

/**
 * Erases the libraries of servers that the bot left longer ago than the grace period, now and every hour.
 * A failure is logged, and the next check tries again. Start only after the bot has compared the libraries with its
 * servers: it may have joined one of them again while it did not run.
 * @param graceDays days for which a library is kept after the bot has left its server
 */
export function startErasing(dependencies: Dependencies, graceDays: number): { close(): Promise<void> } {
  const stop = new AbortController();
  const run = async () => {
    while (!stop.signal.aborted) {
      const before = new Date(Date.now() - graceDays * DAY_MS);
      await eraseDeparted(dependencies, before).catch((err: unknown) =>
        dependencies.log.error({ err }, 'it was not checked which servers the bot left'),
      );
      await sleep(CHECK_MS, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
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

/** Erases the libraries of servers that the bot left before a time. A library that cannot be erased is logged. */
export async function eraseDeparted({ libraries, log }: Dependencies, before: Date): Promise<void> {
  for (const guildId of (await libraries.departures.list()).keys()) {
    try {
      const isErased = await libraries.eraseIfLeft(guildId, before);
      if (isErased) log.info({ guildId }, 'erased the library of a server that the bot left');
    } catch (err) {
      log.error({ guildId, err }, 'a library of a server that the bot left was not erased');
    }
  }
}
