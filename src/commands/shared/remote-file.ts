import { extname } from 'node:path';
import type { Attachment, Message } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { RemoteFile } from '../app.ts';

const AUDIO_EXTENSION = /\.(mp3|m4a|wav|ogg|opus|flac|aac|aiff?|wma|webm|mp4|mov|mkv)$/i;

/**
 * Returns an attachment with the original name of its file. If a file name has characters that Discord does not accept,
 * Discord replaces them and stores the original name as the title.
 */
export function remoteFile({ url, name, title, size }: Attachment): RemoteFile {
  return { url, name: title ? `${title}${extname(name)}` : name, size };
}

/**
 * Returns the attachments that may be audio, such as voice messages, of a message or of a message that it forwards.
 * @throws UserError `noAudioInMessage` if there are none
 */
export function messageAudio(message: Message): readonly RemoteFile[] {
  const forwarded = [...message.messageSnapshots.values()].flatMap((snapshot) => [...snapshot.attachments.values()]);
  const files = [...message.attachments.values(), ...forwarded].filter(mayBeAudio).map(remoteFile);
  if (files.length === 0) throw new UserError({ code: 'noAudioInMessage' });
  return files;
}

function mayBeAudio({ contentType, name }: Attachment): boolean {
  return /^(audio|video)\//.test(contentType ?? '') || AUDIO_EXTENSION.test(name);
}
