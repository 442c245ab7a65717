import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultRestOptions, type RESTOptions } from 'discord.js';
import { LRUCache } from 'lru-cache';

type Request = RESTOptions['makeRequest'];

/** How often a request is repeated while Discord answers with a server error. */
export const RETRIES = 5;
/**
 * The pause before each retry.
 * With all of them, an acknowledgement still arrives within its 3 seconds.
 */
const PAUSE_MS = 350;
/** The address of the callback of an interaction, which is its first response. Discord accepts it once. */
const CALLBACK = /\/interactions\/\d+\/[^/]+\/callback/;
/** The number of unanswered callbacks that are remembered. */
const MAX_UNANSWERED = 200;

/** Discord's error code for a callback of an interaction that has been acknowledged already. */
const ALREADY_ACKNOWLEDGED = /"code":\s*40060\b/;
/** Bodies of callbacks to which Discord has not yet given a definite answer, by their address. */
const unanswered = new LRUCache<string, { readonly body: unknown }>({ max: MAX_UNANSWERED });

/**
 * Sends a request for discord.js, which retries server errors at once and so would use up its retries within a moment.
 * This function delays the response to a server error. If Discord accepts a callback but answers with a server error,
 * the retry is rejected as already acknowledged; that counts as a success.
 */
export const retryingRequest: Request = async (url, init) => {
  const isCallback = CALLBACK.test(url);
  const isRetry = isCallback && unanswered.get(url)?.body === init.body;
  if (isCallback) unanswered.set(url, { body: init.body });
  const response = await DefaultRestOptions.makeRequest(url, init);
  if (response.status >= 500) {
    await sleep(PAUSE_MS);
    return response;
  }
  unanswered.delete(url);
  return isRetry && response.status === 400 ? successIfAcknowledged(response) : response;
};

async function successIfAcknowledged(response: Awaited<ReturnType<Request>>): ReturnType<Request> {
  const { status, headers } = response;
  const text = await response.text();
  if (ALREADY_ACKNOWLEDGED.test(text)) return new Response(null, { status: 204 });
  return new Response(text, { status, headers: { 'content-type': headers.get('content-type') ?? '' } });
}
