import { extname } from 'node:path';
import type { Attachment } from 'discord.js';
import type { Embedding } from '../../engine/embedding.ts';
import type { Sketch } from '../../engine/sketch.ts';
import { UserError } from '../../errors.ts';
import type { App, RemoteFile } from '../app.ts';
import type { Progress } from './progress.ts';
import { endedEarly } from './tasks.ts';

/** A file that was fetched and listened to. */
export interface Heard {
  readonly audio: Uint8Array;
  readonly embedding: Embedding;
  /** What its picture is drawn from. */
  readonly sketch?: Sketch | null;
}

export interface HearOptions {
  /** Guilds take turns at the threads. */
  readonly guildId: string;
  readonly memberId: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Which of several files, for the progress line. */
  readonly part?: string;
  /** Whether it is going to be shown in a picture. */
  readonly withSketch?: boolean;
}

/**
 * Downloads, decodes and listens, telling `progress` of each stage.
 * @throws UserError where the file is not audio, too large, too long or gone, where the member has too much under way,
 * and where `signal` fires
 */
export async function hear(
  app: App,
  file: RemoteFile,
  { guildId, memberId, progress, signal, part, withSketch = false }: HearOptions,
): Promise<Heard> {
  try {
    return await app.rateLimiter.run(memberId, async () => {
      progress.show('downloading', part);
      const audio = await app.download(file, signal);
      const onProgress = (stage: 'decoding' | 'listening') => progress.show(stage, part);
      let sketch: Sketch | null = null;
      const onSketch = (drawn: Sketch) => {
        sketch = drawn;
      };
      const embedding = await app.engine.embed(audio, {
        signal,
        lane: guildId,
        onProgress,
        ...(withSketch && { onSketch }),
      });
      return { audio, embedding, sketch };
    });
  } catch (error) {
    if (signal.aborted && !(error instanceof UserError)) throw endedEarly(signal);
    throw error;
  }
}

/** An attachment under the name that its owner gave it: Discord keeps what a file name may not hold as a title. */
export function remoteFile({ url, name, title, size }: Attachment): RemoteFile {
  return { url, name: title ? `${title}${extname(name)}` : name, size };
}
