import { DiscordAPIError, HTTPError } from 'discord.js';
import { RequestLost } from './timed-request.ts';

const REQUEST_TOO_LARGE = 413;
/** Discord's error code for a request that is too large. */
const TOO_LARGE = 40005;

/** Returns whether an error means that Discord, in spite of all retries, did not accept a request that is valid. */
export function isUndelivered(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === REQUEST_TOO_LARGE || error.code === TOO_LARGE;
  return error instanceof HTTPError || error instanceof RequestLost;
}
