import { extname } from 'node:path';
import { type Attachment, type FileUploadType, type Message, MessageFlags, type MessageSnapshot } from 'discord.js';
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
 * Returns the attachments that may be audio, of a message or of a message that it forwards. All voice messages have the
 * same file name, so they get the name of their author, if it is known, and their time.
 * @throws UserError `noAudioInMessage` if there are none
 */
export function messageAudio(message: Message): readonly RemoteFile[] {
  const author = message.member?.displayName ?? message.author.displayName;
  const files = [
    ...filesIn(message, author),
    ...[...message.messageSnapshots.values()].flatMap((forwarded) => filesIn(forwarded)),
  ];
  if (files.length === 0) throw new UserError({ code: 'noAudioInMessage' });
  return files;
}

function filesIn(
  {
    attachments,
    flags,
    createdTimestamp,
  }: Pick<Message | MessageSnapshot, 'attachments' | 'flags' | 'createdTimestamp'>,
  ...author: readonly string[]
): readonly RemoteFile[] {
  const files = [...attachments.values()].filter(({ name, contentType }) => mayBeAudio(name, contentType));
  if (!flags.has(MessageFlags.IsVoiceMessage)) return files.map(remoteFile);
  const time = `${new Date(createdTimestamp ?? Date.now()).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return files.map(({ url, name, size }) => ({ url, size, name: [...author, time].join(' ') + extname(name) }));
}
