import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultRestOptions, type RESTOptions } from 'discord.js';
import { createRecent } from '../commands/shared/lru-cache.ts';

type Request = RESTOptions['makeRequest'];

/** How often a request is repeated where Discord fails. */
export const REPEATS = 5;
/** Before each repeat. All of them together leave an acknowledgement within its 3 seconds. */
const PAUSE_MS = 350;
/** The first answer to an interaction, which Discord takes once. */
const CALLBACK = /\/interactions\/\d+\/[^/]+\/callback/;
/** First answers that are kept until Discord has said something to them. */
const OPEN = 200;

/** "Interaction has already been acknowledged." */
const TAKEN = /"code":\s*40060\b/;
/** What was sent as a first answer, by its address, where Discord has not said yet what became of it. */
const open = createRecent<{ readonly body: unknown }>(OPEN);

/**
 * discord.js repeats what Discord answered with a 5xx at once, so that a stumble of a moment uses up all repeats. Here
 * such an answer is held back for a moment first. And where Discord took the first answer to an interaction and only
 * could not say so, its repeat, which is refused for that, has succeeded.
 */
export const retryingRequest: Request = async (url, init) => {
  const isCallback = CALLBACK.test(url);
  const isRepeat = isCallback && open.get(url)?.body === init.body;
  if (isCallback) open.set(url, { body: init.body });
  const response = await DefaultRestOptions.makeRequest(url, init);
  if (response.status >= 500) {
    await sleep(PAUSE_MS);
    return response;
  }
  open.delete(url);
  return isRepeat && response.status === 400 ? unlessTaken(response) : response;
};

async function unlessTaken(response: Awaited<ReturnType<Request>>): ReturnType<Request> {
  const { status, headers } = response;
  const text = await response.text();
  if (TAKEN.test(text)) return new Response(null, { status: 204 });
  return new Response(text, { status, headers: { 'content-type': headers.get('content-type') ?? '' } });
}
