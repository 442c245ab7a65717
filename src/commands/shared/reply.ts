import { sayError, UserError } from '../../errors.ts';
import type { RequestContext } from '../app.ts';
import type { Component, Modal, OnMessage, Slash } from '../command.ts';
import { MAX_CONTENT, postLate } from './post-late.ts';
import { type Outcome, showOutcome } from './show-outcome.ts';
import { shorten } from './text.ts';

/**
 * Resolves to the id of the message that will show the outcome, or to null if there is none. The message is the reply.
 * If the reply can no longer be edited, a message is posted in the channel now and gets the outcome later.
 */
export type MessageId = () => Promise<string | null>;

/** Time for which the bot edits a reply, in milliseconds: Discord's 15 minutes, less one. */
export const ANSWER_MS = 14 * 60_000;
/** Maximum duration of a task, in milliseconds. */
const MAX_MS = 2 * 60 * 60_000;

/**
 * Replies with the outcome of `work`, which can take up to two hours. Discord lets a reply be edited for 15 minutes.
 * Shortly before that time ends, the reply announces that the outcome will be posted in the channel or, if only the
 * member sees the reply, sent as a direct message.
 * @param fileNames names of the files that `work` processes
 */
export async function reply(
  interaction: Slash | OnMessage | Modal | Component,
  context: RequestContext,
  fileNames: readonly string[],
  work: (messageId: MessageId) => Promise<Outcome>,
): Promise<void> {
  const { app, task, t, log } = context;
  const { progress, cancelRow } = task;
  const late = postLate(interaction, context, fileNames);
  let isLate = false;
  let notice: Promise<void> | undefined;
  task.limit(MAX_MS);
  const sendNotice = async () => {
    await progress.stop();
    await interaction.editReply({ content: late.notice, components: [cancelRow] });
  };
  const timer = setTimeout(() => {
    isLate = true;
    notice = sendNotice().catch((err: unknown) => log.warn({ err }, 'the notice of a late outcome was not shown'));
  }, app.answerMs).unref();

  const messageId = async () => {
    if (!isLate) return (await progress.message())?.id ?? null;
    await notice;
    // The link to a direct message would lead nowhere for all other members.
    if (interaction.ephemeral) return null;
    const posted = await late
      .post({})
      .catch((err: unknown) => void log.warn({ err }, 'no message was posted for an outcome'));
    return posted?.id ?? null;
  };
  /** Runs `work`. If the reply can no longer be edited, turns an error into an outcome, which is then posted. */
  const outcomeOf = async (): Promise<Outcome> => {
    try {
      return await work(messageId);
    } catch (error) {
      if (!isLate) throw error;
      if (error instanceof UserError) return { content: sayError(t.errors, error) };
      log.error({ err: error }, 'failed');
      return { content: t.progress.failedLate };
    }
  };
  try {
    const outcome = await outcomeOf();
    clearTimeout(timer);
    await progress.stop();
    await notice;
    if (isLate) await late.post(outcome);
    else
      await showOutcome(interaction, context, {
        ...outcome,
        content: shorten(outcome.content ?? '', MAX_CONTENT) || null,
      });
  } finally {
    clearTimeout(timer);
  }
}
