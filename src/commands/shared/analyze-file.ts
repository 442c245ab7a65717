import { isSilence } from '../../engine/silence.ts';
import type { Sketch } from '../../engine/sketch.ts';
import { UserError } from '../../errors.ts';
import { sha256 } from '../../files/hash.ts';
import { analyzeSound } from '../../relations/analyze-sound.ts';
import type { AnalyzedSound } from '../../relations/find-relations.ts';
import type { RemoteFile, RequestContext } from '../app.ts';
import type { Stage } from './progress.ts';

/** The content of an audio file, and the results of its analysis. */
export interface AnalyzedFile extends AnalyzedSound {
  /** SHA-256 of `audio`, in hex digits. */
  readonly hash: string;
  /** Data for a picture of the sound; null if it was not requested. */
  readonly sketch: Sketch | null;
}

export interface AnalyzeFileOptions {
  /** Position of the file among several files, such as `2 of 3`, for the progress line. */
  readonly part?: string;
  /** Whether to compute a sketch too, from which a picture can be drawn. */
  readonly withSketch?: boolean;
}

export interface AnalyzeAudioOptions {
  readonly withSketch?: boolean;
  readonly onProgress?: (stage: Stage) => void;
}

/**
 * Downloads and analyzes a file, and shows the stages in the task's progress line.
 * @throws UserError if the file is not audio, too large, too long or gone, or if the member has reached a rate limit;
 * the signal's reason if the task is aborted
 */
export async function analyzeFile(
  context: RequestContext,
  file: RemoteFile,
  { part, withSketch = false }: AnalyzeFileOptions = {},
): Promise<AnalyzedFile> {
  const { app, task, memberId } = context;
  const onProgress = (stage: Stage) => task.progress.show(stage, part);
  return app.rateLimiter.run(memberId, async () => {
    onProgress('downloading');
    const audio = await app.download(file, task.signal);
    return analyzeAudio(context, audio, { withSketch, onProgress });
  });
}

/**
 * Analyzes the content of a file.
 * @throws UserError if the file is not audio, too long, or silent; `signal.reason` on abort
 */
export async function analyzeAudio(
  { app, task, guildId }: RequestContext,
  audio: Uint8Array,
  { withSketch = false, onProgress }: AnalyzeAudioOptions = {},
): Promise<AnalyzedFile> {
  let sketch: Sketch | null = null;
  const onSketch = (computed: Sketch) => {
    sketch = computed;
  };
  const analyzed = await analyzeSound(app.engine, audio, {
    signal: task.signal,
    lane: guildId,
    ...(onProgress && { onProgress }),
    ...(withSketch && { onSketch }),
  });
  if (isSilence(analyzed.embedding)) throw new UserError({ code: 'soundSilent' });
  return { ...analyzed, hash: await sha256(audio), sketch };
}
