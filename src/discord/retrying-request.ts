import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultRestOptions, type RESTOptions, type ResponseLike } from 'discord.js';
import { LRUCache } from 'lru-cache';

type Request = RESTOptions['makeRequest'];

/** Maximum number of times that discord.js repeats a request after a server error. */
export const RETRIES = 5;
/** Milliseconds to pause after a server error. Six pauses take 2.1 s; Discord waits 3 s for an acknowledgement. */
const PAUSE_MS = 350;
/** Address of the callback of an interaction, which is the first response. Discord accepts only one callback. */
const CALLBACK_ADDRESS = /\/interactions\/\d+\/[^/]+\/callback/;
/** Maximum number of callbacks in {@link unanswered}. */
const MAX_UNANSWERED = 200;

/** Discord's error code for a callback of an interaction that was already acknowledged. */
const ALREADY_ACKNOWLEDGED = /"code":\s*40060\b/;
/** Body of each callback that Discord has neither accepted nor rejected yet, by address. */
const unanswered = new LRUCache<string, { readonly body: unknown }>({ max: MAX_UNANSWERED });

/**
 * Sends one request of discord.js and returns the response of Discord. Pauses after a server error, because discord.js
 * retries at once and would use up all retries within a moment. If Discord accepts a callback but the response is lost,
 * Discord rejects the retry as already acknowledged (error 40060). In that case, returns a success without a body.
 */
export const retryingRequest: Request = async (url, init) => {
  const isCallback = CALLBACK_ADDRESS.test(url);
  // For a retry, discord.js passes the same body object as for the first try. Any other call has another body object.
  const isRetry = isCallback && unanswered.get(url)?.body === init.body;
  if (isCallback) unanswered.set(url, { body: init.body });
  const response = await DefaultRestOptions.makeRequest(url, init);
  if (response.status >= 500) {
    await sleep(PAUSE_MS);
    return response;
  }
  if (response.status !== 429) unanswered.delete(url);
  return isRetry && response.status === 400 ? successIfAcknowledged(response) : response;
};

async function successIfAcknowledged(response: ResponseLike): Promise<ResponseLike> {
  const { status, headers } = response;
  const text = await response.text();
  if (ALREADY_ACKNOWLEDGED.test(text)) return new Response(null, { status: 204 });
  return new Response(text, { status, headers: { 'content-type': headers.get('content-type') ?? '' } });
}
