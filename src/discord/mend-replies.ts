import { type APIMessage, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { OpenReply } from '../commands/shared/open-replies.ts';
import { sayError, UserError } from '../errors.ts';
import { messagesFor } from '../i18n/index.ts';
import type { Log } from '../log.ts';

const shown: z.ZodType<Pick<APIMessage, 'content'>> = z.looseObject({ content: z.string() });

/**
 * Replaces the progress lines that a killed process left in its replies. A reply that already shows its outcome stays.
 * Uses the token of the interaction as long as it is valid, because ephemeral replies cannot be edited without it.
 */
export async function mendReplies(rest: REST, replies: readonly OpenReply[], log: Log): Promise<void> {
  for (const reply of replies) {
    const { applicationId, token, channelId, messageId } = reply;
    const routes = [
      { route: Routes.webhookMessage(applicationId, token, messageId), auth: false },
      ...(channelId === null ? [] : [{ route: Routes.channelMessage(channelId, messageId), auth: true }]),
    ];
    for (const { route, auth } of routes) {
      try {
        const { content } = shown.parse(await rest.get(route, { auth }));
        if (isProgress(content, reply.locale)) await rest.patch(route, { auth, body: mended(reply) });
        break;
      } catch (err) {
        log.info({ err }, 'a progress line of an earlier process could not be replaced in this way');
      }
    }
  }
}

/** Returns the body of the edit. Above the results of an earlier command, only the progress line is removed. */
function mended({ isComponent, locale }: OpenReply): object {
  if (isComponent) return { content: '' };
  return { content: sayError(messagesFor(locale).errors, new UserError({ code: 'restarted' })), components: [] };
}

function isProgress(content: string, locale: string): boolean {
  const { downloading, decoding, listening, comparing, ...notices } = messagesFor(locale).progress;
  const { continuesLater, continuesPrivately, continuesUnseen } = notices;
  const lines = [downloading, decoding, listening, comparing, continuesLater, continuesPrivately, continuesUnseen];
  return lines.some((line) => content.startsWith(line));
}
