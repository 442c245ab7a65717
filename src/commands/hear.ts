import type { Attachment } from 'discord.js';
import type { Embedding } from '../engine/embedding.ts';
import type { App, RemoteFile } from './command.ts';
import type { Progress } from './replies/progress.ts';

/** A file that was fetched and listened to. */
export interface Heard {
  readonly audio: Uint8Array;
  readonly embedding: Embedding;
}

/** An interaction can be answered for 15 minutes; what takes longer than this is given up before that. */
const LIMIT_MS = 12 * 60_000;

/**
 * Downloads, decodes and listens, telling `progress` of each stage; waits until the reply is the caller's again.
 * @throws UserError where the file is not audio, too large, too long, gone, or the member has too much under way.
 */
export async function hear(app: App, memberId: string, file: RemoteFile, progress: Progress): Promise<Heard> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  try {
    return await app.turns.take(memberId, async () => {
      progress.show('downloading');
      const audio = await app.download(file, signal);
      const embedding = await app.engine.embed(audio, {
        signal,
        lane: memberId,
        onProgress: (stage) => progress.show(stage),
      });
      return { audio, embedding };
    });
  } catch (error) {
    await progress.done();
    throw error;
  }
}

export function remoteFile(attachment: Attachment): RemoteFile {
  return { url: attachment.url, name: attachment.name, size: attachment.size };
}
