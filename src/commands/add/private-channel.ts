import { randomUUID } from 'node:crypto';
import { ButtonStyle, ChannelType, type InteractionReplyOptions, MessageFlags, PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { FilesToAdd, RequestContext } from '../app.ts';
import type { Component, Modal, Slash } from '../command.ts';
import { button, row } from '../shared/components.ts';
import { encodeCustomId } from '../shared/custom-id.ts';

/** Maximum number of channels of a server that are remembered as shared; the oldest are asked about again. */
const MAX_SHARED = 200;

/**
 * Returns whether the member has to be asked before sounds from a channel are added: not everyone in the server can see
 * the channel, but everyone can find the sounds of the library. Each channel is asked about once.
 */
export function mustAsk(
  { channel, channelId, guild }: Slash | Modal,
  { sharedChannels }: RequestContext['settings'],
): boolean {
  if (sharedChannels.includes(channelId ?? '')) return false;
  // Without the channel or the server in the cache, it is unknown who sees the channel.
  if (!channel || !guild || channel.isDMBased() || channel.type === ChannelType.PrivateThread) return true;
  return !channel.permissionsFor(guild.roles.everyone)?.has(PermissionFlagsBits.ViewChannel);
}

/** Returns the question whether sounds from a private channel may be added, for the member alone. */
export function shareQuestion(
  { app, t, guildId, memberId }: RequestContext,
  files: FilesToAdd,
): Pick<InteractionReplyOptions, 'content' | 'components'> & { readonly flags: MessageFlags.Ephemeral } {
  const key = randomUUID();
  app.questions.set(key, { kind: 'sharing', ...files, guildId, userId: memberId });
  return {
    content: t.sharing.ask,
    components: [
      row(
        button(t.sharing.yes, encodeCustomId('add', 'share', key), { style: ButtonStyle.Primary }),
        button(t.sharing.no, encodeCustomId('add', 'keep', key)),
      ),
    ],
    flags: MessageFlags.Ephemeral,
  };
}

/**
 * Takes the answer to the question. Returns the files to add, once it is durable that the channel may be shared; null if
 * the member refuses.
 * @throws UserError `questionTooOld` if the question was answered or is too old
 */
export async function answerShareQuestion(
  interaction: Component,
  { app, t, guildId }: RequestContext,
  answer: 'share' | 'keep',
  key: string,
): Promise<FilesToAdd | null> {
  const question = app.questions.get(key);
  if (question?.kind !== 'sharing' || question.guildId !== guildId || question.userId !== interaction.user.id)
    throw new UserError({ code: 'questionTooOld' });
  app.questions.delete(key);
  if (answer === 'keep') {
    await interaction.update({ content: t.add.leftOut, components: [] });
    return null;
  }
  await interaction.deferReply(question.source ? { flags: MessageFlags.Ephemeral } : {});
  await app.libraries.settings.change(guildId, ({ sharedChannels }) => ({
    sharedChannels: [...sharedChannels, interaction.channelId].slice(-MAX_SHARED),
  }));
  return question;
}
