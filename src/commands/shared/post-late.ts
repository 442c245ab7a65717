import { randomUUID } from 'node:crypto';
import { type Message, MessageFlags, PermissionFlagsBits } from 'discord.js';
import type { RequestContext } from '../app.ts';
import type { Component, Modal, OnMessage, Slash } from '../command.ts';
import { filesWithinLimit } from './file-limit.ts';
import { noteAudioMessage } from './note-audio-message.ts';
import type { Outcome } from './show-outcome.ts';
import { sendWithSounds } from './sound-attachments.ts';
import { literal, shorten } from './text.ts';

const { ViewChannel, SendMessages, SendMessagesInThreads, EmbedLinks, AttachFiles } = PermissionFlagsBits;
/** Maximum number of files whose names are in the message with a late outcome. */
const MAX_NAMED = 5;
/** Maximum length of a nonce: a text by which Discord recognizes that a request sends a message again. */
const MAX_NONCE = 25;
/** Discord's limit for the text of a message, in characters. The names of files and roles can exceed it. */
export const MAX_CONTENT = 2000;

/** Shows the outcome of a task that takes longer than the 15 minutes in which Discord accepts edits of the reply. */
export interface LatePost {
  /** Text that the reply shows when the 15 minutes are nearly over. It tells the member where the outcome will be. */
  readonly notice: string;
  /** Posts the outcome, or edits the message of an earlier call. Resolves to undefined if nothing can be posted. */
  post(outcome: Outcome): Promise<Message | undefined>;
}

/**
 * Returns how to show a late outcome: in the channel, or, if only the member sees the reply, in a direct message.
 * The message names the files and notifies nobody.
 * @param fileNames names of the files that the task processes
 */
export function postLate(
  interaction: Slash | OnMessage | Modal | Component,
  context: RequestContext,
  fileNames: readonly string[],
): LatePost {
  const { t, log } = context;
  const isPrivate = interaction.ephemeral === true;
  const writing = interaction.channel?.isThread() ? SendMessagesInThreads : SendMessages;
  const canPost = interaction.appPermissions.has([ViewChannel, EmbedLinks, writing]);
  let posted: Message | undefined;

  const inChannel = async ({ uploads = [], ...message }: Outcome): Promise<Message | undefined> => {
    if (!canPost) return undefined;
    const channel = interaction.channel ?? (await interaction.client.channels.fetch(interaction.channelId ?? ''));
    if (!channel?.isSendable()) return undefined;
    const hasFiles = interaction.appPermissions.has(AttachFiles);
    const allowed = hasFiles ? filesWithinLimit(uploads, interaction.guild?.premiumTier) : [];
    return sendWithSounds(context, allowed, (files): Promise<Message> => {
      if (posted) return posted.edit({ ...message, files, allowedMentions: { parse: [] } });
      return channel.send({ ...toCreate(message), files, flags: MessageFlags.SuppressNotifications });
    });
  };

  /** Sends the outcome as a direct message. Its buttons are left out, because the bot answers in servers only. */
  const inDirectMessage = async ({ components: _, uploads = [], ...message }: Outcome): Promise<Message | undefined> =>
    sendWithSounds(context, filesWithinLimit(uploads), (files) =>
      interaction.user.send({ ...toCreate(message), files }),
    ).catch((err: unknown) => void log.info({ err }, 'the member accepts no direct messages'));

  return {
    notice: isPrivate
      ? t.progress.continuesPrivately
      : canPost
        ? t.progress.continuesLater
        : t.progress.continuesUnseen,
    async post({ content, ...rest }) {
      const heading = t.progress.resultFor(namesOf(fileNames, t));
      const message = { ...rest, content: shorten([heading, content ?? ''].join('\n').trim(), MAX_CONTENT) };
      posted = isPrivate ? await inDirectMessage(message) : await inChannel(message);
      if (posted && !isPrivate) await noteAudioMessage(context, posted, context.memberId);
      return posted;
    },
  };
}

/** Returns the message with a nonce, so that a request that is sent again does not post the message twice. */
function toCreate({ content, embeds, components }: Omit<Outcome, 'uploads'>) {
  return {
    ...(content ? { content } : {}),
    ...(embeds ? { embeds } : {}),
    ...(components ? { components } : {}),
    allowedMentions: { parse: [] },
    nonce: randomUUID().slice(0, MAX_NONCE),
    enforceNonce: true,
  };
}

function namesOf(fileNames: readonly string[], { common }: RequestContext['t']): string {
  const names = fileNames.slice(0, MAX_NAMED).map((name) => `**${literal(name, 40)}**`);
  if (fileNames.length > MAX_NAMED) names.push(common.andMore(fileNames.length - MAX_NAMED));
  return names.join(', ');
}
