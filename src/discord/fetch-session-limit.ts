import { DefaultRestOptions, REST, RESTEvents, Routes } from 'discord.js';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { restAddress } from './client.ts';
import type { SessionStartLimit } from './identify-limiter.ts';
import { timedRequest } from './timed-request.ts';

/** Maximum duration of a request, in milliseconds. The caller tries again, so that a person is told early. */
const LIMIT_MS = 10_000;

const gatewayBot = z.object({
  session_start_limit: z.object({
    remaining: z.int(),
    reset_after: z.number().nonnegative(),
    max_concurrency: z.int().positive(),
  }),
});

/**
 * Returns a function that asks Discord how many sessions the bot may still start, which starts none. It sends one
 * request, and throws what the request throws.
 * @see https://github.com/discord/discord-api-docs, `docs/events/gateway.mdx`, "Get Gateway Bot"
 */
export function sessionLimitOf(
  config: Pick<Config, 'DISCORD_API_URL'>,
  token: string,
  log: Pick<Log, 'warn'>,
): () => Promise<SessionStartLimit> {
  const rest = new REST({
    ...restAddress(config),
    retries: 0,
    makeRequest: timedRequest(DefaultRestOptions.makeRequest, LIMIT_MS),
  }).setToken(token);
  rest.on(RESTEvents.RateLimited, ({ retryAfter }) =>
    log.warn({ seconds: Math.ceil(retryAfter / 1000) }, 'Discord limits the requests of this address; waiting'),
  );
  return async () => gatewayBot.parse(await rest.get(Routes.gatewayBot())).session_start_limit;
}
