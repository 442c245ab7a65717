import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultRestOptions, type RESTOptions, type ResponseLike } from 'discord.js';
import { LRUCache } from 'lru-cache';
import { correctFileTypes } from './correct-file-types.ts';
import { readInPieces } from './read-in-pieces.ts';
import { RequestLost, timedRequest } from './timed-request.ts';
import { withoutRefusedFiles, withText } from './without-refused-files.ts';

type Request = RESTOptions['makeRequest'];

/** Maximum number of times that discord.js repeats a request after a server error or a lost connection. */
export const RETRIES = 5;
/** Milliseconds to pause before a retry. Six pauses take 2.1 s; Discord waits 3 s for an acknowledgement. */
const PAUSE_MS = 350;
/** Address of the callback of an interaction, which is the first response. Discord accepts only one callback. */
const CALLBACK_ADDRESS = /\/interactions\/\d+\/[^/]+\/callback/;
/** Maximum number of callbacks to remember that Discord has not answered yet. */
const MAX_UNANSWERED = 200;
/**
 * Maximum duration of one try of a callback, in milliseconds, so that two tries fit into the 3 s that Discord waits.
 * @see developers/interactions/receiving-and-responding.mdx in discord/discord-api-docs, "Responding to an Interaction"
 */
const CALLBACK_MS = 1400;

/** Discord's error code for a callback of an interaction that was already acknowledged. */
const ALREADY_ACKNOWLEDGED = /"code":\s*40060\b/;

/**
 * Returns the function with which a client sends requests to Discord: it sends one request and returns the response.
 * The function pauses after a server error and after a lost connection, because discord.js retries at once and would
 * use up all retries within a moment. If Discord refuses the files of a message, it sends the message without them. If
 * Discord accepts a callback but the response is lost, Discord rejects the retry as already acknowledged (error 40060);
 * the function then returns a success without a body. It throws RequestLost if no response arrived.
 */
export function retryingRequest(): Request {
  /** Body of each callback that Discord has neither accepted nor rejected yet, by address. */
  const unanswered = new LRUCache<string, { readonly body: unknown }>({ max: MAX_UNANSWERED });
  return async (url, init) => {
    const isCallback = CALLBACK_ADDRESS.test(url);
    // For a retry, discord.js passes the same body object as for the first try. Any other call has another body object.
    const isRetry = isCallback && unanswered.get(url)?.body === init.body;
    if (isCallback) unanswered.set(url, { body: init.body });
    const response = await send(url, init, isCallback);
    if (response.status >= 500) {
      await sleep(PAUSE_MS);
      return response;
    }
    if (response.status !== 429) unanswered.delete(url);
    return isRetry && response.status === 400 ? successIfAcknowledged(response) : response;
  };
}

async function send(url: string, init: Parameters<Request>[1], isCallback: boolean): Promise<ResponseLike> {
  if (init.body instanceof FormData) {
    correctFileTypes(init.body);
    readInPieces(init.body);
  }
  const request = timedRequest(DefaultRestOptions.makeRequest, isCallback ? CALLBACK_MS : undefined);
  try {
    return await withoutRefusedFiles(request, url, init);
  } catch (error) {
    if (error instanceof RequestLost) await sleep(PAUSE_MS);
    throw error;
  }
}

async function successIfAcknowledged(response: ResponseLike): Promise<ResponseLike> {
  const text = await response.text();
  return ALREADY_ACKNOWLEDGED.test(text) ? new Response(null, { status: 204 }) : withText(response, text);
}
