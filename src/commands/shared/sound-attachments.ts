import { AttachmentBuilder } from 'discord.js';
import { uploadName } from './labels.ts';

export interface Upload {
  readonly audio: Uint8Array;
  readonly fileName: string;
}

/** Discord accepts 25 MiB in one request, even if a single file may be larger. */
export const MAX_REQUEST = 24 * 2 ** 20;

/**
 * Returns sounds as files for a message, in which Discord shows its player. Leaves out sounds above the upload limit,
 * and those that no longer fit into the request.
 * @param limit bytes of one file
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
