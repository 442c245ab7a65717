import { AttachmentBuilder } from 'discord.js';
import type { RequestContext } from '../app.ts';
import { uploadName } from './labels.ts';

export interface Upload {
  /** Path of the file, which is read only when the message is sent. */
  readonly path: string;
  readonly bytes: number;
  readonly fileName: string;
}

/** Maximum bytes of files per message. Discord accepts 25 MiB per request, even if one file may be larger than that. */
export const MAX_REQUEST = 24 * 2 ** 20;
/** Copies of a file in memory while it is sent: as it was read, in the form of the request, and in the connection. */
export const COPIES_SENT = 3;

/**
 * Returns the sounds that a message gets as attachments. Leaves out sounds that are above the upload limit or no longer
 * fit into the request.
 * @param limit maximum size of one file, in bytes
 */
export function attachable(sounds: readonly Upload[], limit: number): readonly Upload[] {
  let free = MAX_REQUEST;
  return sounds.filter(({ bytes }) => {
    if (bytes > Math.min(limit, free)) return false;
    free -= bytes;
    return true;
  });
}

/**
 * Sends a message with sounds as attachments, as soon as memory is free for them.
 * @throws UserError `busyAnalyzing` if too many messages wait
 */
export async function sendWithSounds<T>(
  context: Pick<RequestContext, 'app' | 'memberId' | 'task'>,
  uploads: readonly Upload[],
  send: (files: AttachmentBuilder[]) => Promise<T>,
): Promise<T> {
  if (uploads.length === 0) return send([]);
  const bytes = uploads.reduce((sum, upload) => sum + upload.bytes, 0);
  return whenFree(context, bytes, () => send(uploads.map(attachmentOf)));
}

/** Sends a message with `bytes` bytes of files, as soon as memory is free for them. Throws as {@link sendWithSounds}. */
export async function whenFree<T>(
  { app, memberId, task }: Pick<RequestContext, 'app' | 'memberId' | 'task'>,
  bytes: number,
  send: () => Promise<T>,
): Promise<T> {
  return app.memory.run(COPIES_SENT * bytes, { memberId, signal: task.signal }, send);
}

/** Returns a file as an attachment, which is read only when the message is sent. */
export function attachmentOf({ path, fileName }: Upload): AttachmentBuilder {
  return new AttachmentBuilder(path, { name: uploadName(fileName) });
}
