import { AttachmentBuilder } from 'discord.js';
import { uploadName } from './labels.ts';

export interface Upload {
  readonly audio: Uint8Array;
  readonly fileName: string;
}

/** Maximum bytes of files per message. Discord accepts 25 MiB per request, even if one file may be larger than that. */
export const MAX_REQUEST = 24 * 2 ** 20;

/**
 * Returns the sounds as attachments for a message. Leaves out sounds that are above the upload limit or no longer fit
 * into the request.
 * @param limit maximum size of one file, in bytes
 */
export function soundAttachments(sounds: readonly Upload[], limit: number): AttachmentBuilder[] {
  let free = MAX_REQUEST;
  return sounds.flatMap(({ audio, fileName }) => {
    if (audio.length > Math.min(limit, free)) return [];
    free -= audio.length;
    const bytes = Buffer.from(audio.buffer, audio.byteOffset, audio.byteLength);
    return [new AttachmentBuilder(bytes, { name: uploadName(fileName) })];
  });
}
