import { randomUUID } from 'node:crypto';
import { DiscordAPIError, MessageFlags, PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import type { Component } from '../command.ts';
import { serverFileLimit } from './file-limit.ts';
import { noteAudioMessage } from './note-audio-message.ts';
import { maySendFiles } from './play-sound.ts';
import { copyAttachment, playableCopy, playableFile } from './playable-file.ts';
import { MAX_REQUEST, whenFree } from './sound-attachments.ts';
import { literal } from './text.ts';

const { AttachFiles, SendMessages, SendMessagesInThreads, SendVoiceMessages, ViewChannel } = PermissionFlagsBits;
/** Maximum length of a nonce: a text by which Discord recognizes that a request sends a message again. */
const MAX_NONCE = 25;

/**
 * Posts a sound in the channel, for everyone: a line that says who plays which sound, and then a voice message. If the
 * bot may not send voice messages there, or Discord refuses the voice message, the line has the sound as a file.
 * @throws UserError `postRefused` if the member may not send files there, or as `playableFile` does
 */
export async function postSound(
  interaction: Component,
  context: RequestContext,
  library: Library,
  sound: Sound,
): Promise<void> {
  const { t } = context;
  if (!maySendFiles(interaction)) throw new UserError({ code: 'postRefused' });
  const line = t.playing.posted(literal(interaction.user.displayName, 32), literal(sound.label));
  const { channel, appPermissions } = interaction;
  const writing = channel?.isThread() ? SendMessagesInThreads : SendMessages;
  if (!channel?.isSendable() || !appPermissions.has([ViewChannel, writing, AttachFiles, SendVoiceMessages])) {
    const { file, bytes, note } = await playableFile(context, library, sound, interaction.attachmentSizeLimit);
    const message = { content: [line, note ?? ''].join('\n').trim(), files: [file] };
    const posted = await whenFree(context, bytes, () => interaction.followUp(message));
    context.app.plays.add(context.guildId, sound.id);
    return noteAudioMessage(context, posted, sound.addedBy.id);
  }
  const copy = await playableCopy(context, library, sound, Math.min(serverFileLimit(interaction.guild), MAX_REQUEST));
  // A follow-up would be shown to the others as an answer to a message that only this member sees.
  const end = copy.isShortened ? `\n${t.playing.onlyFirst(t.format.duration(copy.seconds))}` : '';
  const files = [copyAttachment(copy, sound)];
  const announced = await channel.send({ content: line + end, ...once() });
  const posted = await channel.send({ files, flags: MessageFlags.IsVoiceMessage, ...once() }).catch((error) => {
    if (!(error instanceof DiscordAPIError)) throw error;
    // Discord refused the voice message, although the bot has the permission. The line must not stay without a sound.
    return announced.edit({ files });
  });
  context.app.plays.add(context.guildId, sound.id);
  await noteAudioMessage(context, posted, sound.addedBy.id);
}

/** Returns a nonce, so that a request that is sent again does not post the message twice. */
function once() {
  return { nonce: randomUUID().slice(0, MAX_NONCE), enforceNonce: true };
}
