import { type InteractionEditReplyOptions, MessageFlags } from 'discord.js';
import type { RequestContext } from '../app.ts';
import type { Component, Modal, OnMessage, Slash } from '../command.ts';
import { isInteractionGone } from './interaction-gone.ts';
import { noteAudioMessage } from './note-audio-message.ts';
import { sendWithSounds, type Upload } from './sound-attachments.ts';

/** Content of the message that shows the result of a task: the reply or, if necessary, a later message. */
export interface Outcome extends Pick<InteractionEditReplyOptions, 'content' | 'embeds' | 'components'> {
  /** Sounds that the message gets as attachments. */
  readonly uploads?: readonly Upload[];
}

/**
 * Edits the reply to show the outcome of a task. If Discord does not accept the edit, replaces the reply with a new
 * message that has no files, because a task that is done must not be reported as failed.
 */
export async function showOutcome(
  interaction: Slash | OnMessage | Modal | Component,
  context: RequestContext,
  { uploads = [], ...outcome }: Outcome,
): Promise<void> {
  try {
    const message = await sendWithSounds(context, uploads, (files) => interaction.editReply({ ...outcome, files }));
    await noteAudioMessage(context, message, context.memberId);
  } catch (err) {
    if (isInteractionGone(err)) throw err;
    context.log.warn({ err }, 'Discord did not accept the reply; sending another message');
    // The reply still shows a progress line. It is deleted first, because a follow-up can take the place of the reply.
    await interaction.deleteReply().catch(() => undefined);
    const { content, embeds = [], components = [] } = outcome;
    const flags = interaction.ephemeral ? { flags: MessageFlags.Ephemeral as const } : {};
    await interaction.followUp({ ...(content ? { content } : {}), embeds, components, ...flags });
  }
}
