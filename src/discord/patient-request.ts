import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultRestOptions, type RESTOptions } from 'discord.js';

/** How often a request is repeated where Discord fails. */
export const REPEATS = 5;
/** Before each repeat. All of them together leave an acknowledgement within its 3 seconds. */
const PAUSE_MS = 350;

/**
 * discord.js repeats what Discord answered with a 5xx at once, so that a stumble of a moment uses up all repeats. Here
 * such an answer is held back for a moment first.
 */
export const patientRequest: RESTOptions['makeRequest'] = async (url, init) => {
  const response = await DefaultRestOptions.makeRequest(url, init);
  if (response.status >= 500) await sleep(PAUSE_MS);
  return response;
};
