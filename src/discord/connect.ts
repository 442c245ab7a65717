import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, Events, HTTPError } from 'discord.js';
import { OperatorError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { SessionStartLimit } from './identify-limiter.ts';
import { RequestLost } from './timed-request.ts';

/** Pause after the first failed try, doubled for each further one. */
const FIRST_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 15_000;
/** Pause before Discord is asked again if it allows no more sessions. */
const MAX_LIMIT_PAUSE_MS = 10 * 60_000;
/** Time for all shards to receive their servers after the login. */
const READY_MS = 60_000;

/** What a person must mend, by the code with which Discord closes the gateway. */
const LINES: Readonly<Record<number, string>> = {
  4004: 'DISCORD_TOKEN was refused by Discord. Copy it again from the Developer Portal.',
  4010: 'SHARDS was refused by Discord. Set SHARDS=auto.',
  4011: 'SHARDS was refused by Discord: the bot is in too many servers for it. Set SHARDS=auto.',
  4012: 'Discord no longer supports this version of its gateway. Update Soundalike.',
  4013: 'Discord refused the intents of the bot. Update Soundalike.',
  4014: 'Discord refused the intents of the bot. Allow them in the Developer Portal, under Bot.',
};

export interface ConnectOptions<T extends { readonly client: Client }> {
  readonly token: string;
  /** Creates a client that is not logged in. A client is used for one try. */
  readonly create: () => T;
  /** Asks Discord how many sessions the bot may still start. */
  readonly fetchLimit: () => Promise<SessionStartLimit>;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly pause?: (ms: number) => Promise<unknown>;
}

/**
 * Logs in, and tries again with growing pauses while Discord cannot be reached or refuses for a while.
 * @returns what `create` returned, once Discord has sent the servers of the bot
 * @throws OperatorError `usage` if a person must mend the cause, such as a refused token; the reason of the signal
 */
export async function connect<T extends { readonly client: Client }>(options: ConnectOptions<T>): Promise<T> {
  const { token, create, fetchLimit, log, signal } = options;
  // An abort ends the pause, and the next try throws the reason.
  const pause = options.pause ?? ((ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined));
  let reason = '';
  for (let failures = 0; ; failures += 1) {
    signal.throwIfAborted();
    try {
      const { remaining, reset_after: resetAfter } = await fetchLimit();
      if (remaining > 0) return await logIn(create(), token, signal);
      log.warn({ seconds: Math.ceil(resetAfter / 1000) }, 'Discord allows no more sessions today; waiting');
      await pause(Math.min(resetAfter, MAX_LIMIT_PAUSE_MS));
    } catch (error) {
      signal.throwIfAborted();
      throwIfPermanent(error);
      const ms = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures, 10), MAX_PAUSE_MS);
      const now = reasonOf(error);
      // One line for each reason: an outage of an hour must not fill the log.
      if (now !== reason)
        log.warn(
          { reason: now, ...(isOutage(error) ? {} : { err: error }) },
          'Discord cannot be used; trying again until it can',
        );
      else log.debug({ reason: now, seconds: ms / 1000 }, 'Discord cannot be used yet');
      reason = now;
      await pause(ms);
    }
  }
}

/** Returns what a person must do after Discord closed the gateway with `code`; undefined if nobody has to do anything. */
export function permanentClose(code: number): OperatorError | undefined {
  const line = LINES[code];
  return line === undefined ? undefined : new OperatorError('usage', line);
}

async function logIn<T extends { readonly client: Client }>(
  created: T,
  token: string,
  signal: AbortSignal,
): Promise<T> {
  const { client } = created;
  const stop = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    client.once(Events.ShardDisconnect, ({ code }) => reject(permanentClose(code) ?? new Error(`closed with ${code}`)));
    signal.addEventListener('abort', () => reject(signal.reason), { signal: stop.signal });
  });
  // The rejection is handled by the race below, or it comes after it.
  ended.catch(() => undefined);
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  const login = async () => {
    await client.login(token);
    const isReady = await Promise.race([
      ready.then(() => true),
      sleep(READY_MS, false, { signal: stop.signal, ref: false }),
    ]);
    if (!isReady) throw new Error('Discord did not send the servers of the bot');
  };
  try {
    await Promise.race([login(), ended]);
    return created;
  } catch (error) {
    // Not awaited: a connection that was cut takes 30 s to close.
    client.destroy().catch(() => undefined);
    throw error;
  } finally {
    stop.abort();
  }
}

function throwIfPermanent(error: unknown): void {
  if (error instanceof OperatorError) throw error;
  const isTokenInvalid = error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
  const isRefused = error instanceof DiscordAPIError && error.status === 401;
  if (isTokenInvalid || isRefused) throw new OperatorError('usage', LINES[4004] ?? '', { cause: error });
}

/** Whether the network or Discord failed, so that the stack of the error says nothing. */
function isOutage(error: unknown): boolean {
  return (
    error instanceof RequestLost || error instanceof HTTPError || error instanceof DiscordAPIError || hasCode(error)
  );
}

function reasonOf(error: unknown): string {
  if (error instanceof HTTPError || error instanceof DiscordAPIError) return `Discord answered ${error.status}`;
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

function hasCode(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}
