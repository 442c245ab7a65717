import { type InteractionEditReplyOptions, type Message, MessageFlags, PermissionFlagsBits } from 'discord.js';
import { sayError, UserError } from '../../errors.ts';
import type { RequestContext } from '../app.ts';
import type { Modal, OnMessage, Slash } from '../command.ts';
import { literal, shorten } from './text.ts';

/** The content of the message that shows the result of a task: the reply, or a later message in the channel. */
export type Outcome = Pick<InteractionEditReplyOptions, 'content' | 'embeds' | 'components' | 'files'>;

/**
 * Resolves to the id of the message that will show the outcome, or to null if there is none. The message is the reply.
 * If the reply can no longer be edited, a message is posted in the channel now and gets the outcome later.
 */
export type MessageId = () => Promise<string | null>;

/** Time for which the bot edits a reply, in milliseconds: Discord's 15 minutes, less one. */
export const ANSWER_MS = 14 * 60_000;
/** Maximum duration of a task, in milliseconds. */
const MAX_MS = 2 * 60 * 60_000;
const { ViewChannel, SendMessages, SendMessagesInThreads, EmbedLinks, AttachFiles } = PermissionFlagsBits;
/** Maximum number of files that a message names. */
const MAX_NAMED = 5;
/** Discord's limit for the text of a message, in characters. The names of files and roles can exceed it. */
const MAX_CONTENT = 2000;

/**
 * Replies with the outcome of `work`, which can take up to two hours. Discord lets a reply be edited for 15 minutes.
 * Shortly before that time ends, the reply announces that the outcome will be posted in the channel. The later message
 * names the files and notifies nobody.
 * @param fileNames names of the files that `work` processes
 */
export async function reply(
  interaction: Slash | OnMessage | Modal,
  { app, task, t, log }: RequestContext,
  fileNames: readonly string[],
  work: (messageId: MessageId) => Promise<Outcome>,
): Promise<void> {
  const { progress, cancelRow } = task;
  const send = interaction.channel?.isThread() ? SendMessagesInThreads : SendMessages;
  const canPost = interaction.appPermissions.has([ViewChannel, EmbedLinks, send]);
  let isLate = false;
  let notice: Promise<void> | undefined;
  /** Message that `messageId` has posted in the channel, to which the outcome is added later. */
  let posted: Message | undefined;
  task.limit(MAX_MS);
  const sendNotice = async () => {
    await progress.stop();
    const content = canPost ? t.progress.continuesLater : t.progress.continuesUnseen;
    await interaction.editReply({ content, components: [cancelRow] });
  };
  const timer = setTimeout(() => {
    isLate = true;
    notice = sendNotice().catch((err: unknown) => log.warn({ err }, 'the notice of a late outcome was not shown'));
  }, app.answerMs).unref();

  const messageId = async () => {
    if (!isLate) return (await progress.message())?.id ?? null;
    posted = await post({}).catch((err: unknown) => void log.warn({ err }, 'no message was posted for an outcome'));
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
    if (isLate) await post(outcome);
    else await interaction.editReply({ ...outcome, content: shorten(outcome.content ?? '', MAX_CONTENT) || null });
  } finally {
    clearTimeout(timer);
  }

  async function post({ content, files = [], ...rest }: Outcome): Promise<Message | undefined> {
    await notice;
    if (!canPost) return undefined;
    const names = fileNames.slice(0, MAX_NAMED).map((name) => `**${literal(name, 40)}**`);
    if (fileNames.length > MAX_NAMED) names.push(t.common.andMore(fileNames.length - MAX_NAMED));
    const heading = t.progress.resultFor(names.join(', '));
    const channel = interaction.channel ?? (await interaction.client.channels.fetch(interaction.channelId ?? ''));
    if (!channel?.isSendable()) return undefined;
    const message = {
      ...rest,
      content: shorten([heading, content ?? ''].join('\n').trim(), MAX_CONTENT),
      files: interaction.appPermissions.has(AttachFiles) ? files : [],
      allowedMentions: { parse: [] },
    };
    if (posted) return posted.edit(message);
    return channel.send({ ...message, flags: MessageFlags.SuppressNotifications });
  }
}
