import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';

/** Discord's error codes for an interaction that this process can no longer answer. */
const GONE = new Set<unknown>([
  // The interaction expired, or its reply was deleted.
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.InvalidWebhookToken,
  RESTJSONErrorCodes.UnknownMessage,
  // Another process with the same token answered it, for example during an update.
  RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
]);

/** Returns whether an error says that an interaction can no longer be answered by this process. */
export function isInteractionGone(error: unknown): boolean {
  return error instanceof DiscordAPIError && GONE.has(error.code);
}
