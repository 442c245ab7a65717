import type { Attachment, Message } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { RemoteFile } from '../app.ts';
import { remoteFile } from './analyze-file.ts';

const ENDING = /\.(mp3|m4a|wav|ogg|opus|flac|aac|aiff?|wma|webm|mp4|mov|mkv)$/i;

/**
 * The files of a message, or of one that it forwards, that may hold sound; voice messages among them.
 * @throws UserError `not-audio` where there is none.
 */
export function messageAudio(message: Message): readonly RemoteFile[] {
  const forwarded = [...message.messageSnapshots.values()].flatMap((snapshot) => [...snapshot.attachments.values()]);
  const files = [...message.attachments.values(), ...forwarded].filter(mayHoldSound).map(remoteFile);
  if (files.length === 0) throw new UserError({ code: 'noAudioInMessage' });
  return files;
}

function mayHoldSound({ contentType, name }: Attachment): boolean {
  return /^(audio|video)\//.test(contentType ?? '') || ENDING.test(name);
}
