import { extname } from 'node:path';
import type { Attachment, FileUploadType, Message } from 'discord.js';
import { OFFERED_EXTENSIONS } from '../../engine/audio-formats.ts';
import { mayBeAudio } from '../../engine/recognize-format.ts';
import { UserError } from '../../errors.ts';
import type { RemoteFile } from '../app.ts';

/** Maximum number of entries in `file_types`. */
const MAX_FILE_TYPES = 10;
/**
 * Returns the `file_types` with which Discord offers files: its groups, and as many other extensions as it accepts.
 * Members can send any other format in a message, and use the menu of the message.
 * @param more extensions with a dot besides those of audio files
 */
export function audioFileTypes(...more: readonly FileUploadType[]): FileUploadType[] {
  const others = OFFERED_EXTENSIONS.map((extension) => `.${extension}` as const);
  const types: FileUploadType[] = ['audio', 'video', ...more, ...others];
  return types.slice(0, MAX_FILE_TYPES);
}

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
  const files = [...message.attachments.values(), ...forwarded]
    .filter(({ name, contentType }) => mayBeAudio(name, contentType))
    .map(remoteFile);
  if (files.length === 0) throw new UserError({ code: 'noAudioInMessage' });
  return files;
}
