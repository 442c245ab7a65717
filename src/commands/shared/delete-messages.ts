import { DiscordAPIError, type REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import type { AudioMessage } from '../../storage/libraries.ts';

/** Discord's error codes for a message that no longer exists. */
const GONE = new Set<unknown>([RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel]);

/**
 * Deletes messages of the bot, one after the other. The bot needs no permission for its own messages, but must see their
 * channel. Returns the messages that no longer exist; the others could not be deleted, or `signal` was aborted before.
 * @see developers/resources/message.mdx in discord/discord-api-docs, "Delete Message"
 */
export async function deleteMessages(
  rest: Pick<REST, 'delete'>,
  messages: readonly AudioMessage[],
  signal: AbortSignal,
): Promise<readonly AudioMessage[]> {
  const gone: AudioMessage[] = [];
  for (const message of messages) {
    if (signal.aborted) break;
    try {
      await rest.delete(Routes.channelMessage(message.channelId, message.messageId));
      gone.push(message);
    } catch (error) {
      if (error instanceof DiscordAPIError && GONE.has(error.code)) gone.push(message);
    }
  }
  return gone;
}
