import { type InteractionEditReplyOptions, type Message, MessageFlags, PermissionFlagsBits } from 'discord.js';
import { sayError, UserError } from '../../errors.ts';
import { messagesFor } from '../../i18n/index.ts';
import type { App, Modal, OnMessage, Slash } from '../command.ts';
import { startWork, type Work } from './tasks.ts';
import { literal, shorten } from './text.ts';

/** What came of some work, as a reply or as a message of its own. */
export type Outcome = Pick<InteractionEditReplyOptions, 'content' | 'embeds' | 'components' | 'files'>;

/** Work that may outlast the reply. */
export interface LongWork extends Work {
  /**
   * Id of the message that will tell what comes of it: the reply, or once that goes on elsewhere a message that is
   * posted for it now. Null where there is none.
   */
  place(): Promise<string | null>;
}

/** Work that nobody cancels is given up after this. */
const LONGEST_MS = 2 * 60 * 60_000;
const { ViewChannel, SendMessages, SendMessagesInThreads, EmbedLinks, AttachFiles } = PermissionFlagsBits;
/** Files that are named. */
const NAMED = 5;
/** Discord takes so many characters; names of files and of roles may come to more. */
const MAX_CONTENT = 2000;

/**
 * Does work that may outlast the reply: an interaction can be answered for 15 minutes. Shortly before that the reply
 * says where what comes of it will be, and then that is posted in the channel, naming the files and mentioning nobody.
 * @param names of the files that it is about
 */
export async function doWork(
  interaction: Slash | OnMessage | Modal,
  app: App,
  names: readonly string[],
  task: (work: LongWork) => Promise<Outcome>,
): Promise<void> {
  const messages = messagesFor(interaction.locale);
  const { common, progress: say } = messages;
  const send = interaction.channel?.isThread() ? SendMessagesInThreads : SendMessages;
  const mayPost = interaction.appPermissions.has([ViewChannel, EmbedLinks, send]);
  let isLate = false;
  const work = startWork(interaction, app, { limitMs: LONGEST_MS, isLate: () => isLate });
  const leaveReply = async () => {
    isLate = true;
    await work.progress.done();
    await interaction.editReply({
      content: mayPost ? say.continuesLater : say.continuesUnseen,
      components: [work.cancel],
    });
  };
  let leaving: Promise<void> | undefined;
  /** What was posted ahead of what comes of it. */
  let posted: Message | undefined;
  const timer = setTimeout(() => {
    leaving = leaveReply().catch((err: unknown) => app.log.warn({ err }, 'could not say that work goes on'));
  }, app.answerMs).unref();

  const place = async () => {
    if (!isLate) return (await work.progress.message())?.id ?? null;
    posted = await post({}).catch((err: unknown) => void app.log.warn({ err }, 'could not post ahead'));
    return posted?.id ?? null;
  };
  /** What came of it; what went wrong only where the reply could not say so any more. */
  const ended = async (): Promise<Outcome> => {
    try {
      return await task({ ...work, place });
    } catch (error) {
      if (!isLate) throw error;
      if (error instanceof UserError) return { content: sayError(messages.errors, error) };
      app.log.error({ err: error }, 'failed');
      return { content: say.failedLate };
    }
  };
  try {
    const outcome = await ended();
    clearTimeout(timer);
    await work.progress.done();
    if (isLate) await post(outcome);
    else await interaction.editReply({ ...outcome, content: shorten(outcome.content ?? '', MAX_CONTENT) || null });
  } finally {
    clearTimeout(timer);
    await work.end();
  }

  async function post({ content, files = [], ...rest }: Outcome): Promise<Message | undefined> {
    await leaving;
    if (!mayPost) return undefined;
    const shown = names.slice(0, NAMED).map((name) => `**${literal(name, 40)}**`);
    if (names.length > NAMED) shown.push(common.andMore(names.length - NAMED));
    const heading = say.resultFor(shown.join(', '));
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
