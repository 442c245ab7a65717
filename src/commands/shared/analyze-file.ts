import { isSilence } from '../../engine/silence.ts';
import type { Sketch } from '../../engine/sketch.ts';
import { UserError } from '../../errors.ts';
import { analyzeSound, type FullyAnalyzedSound } from '../../relations/analyze-sound.ts';
import type { AudioFile } from '../../storage/library.ts';
import type { RemoteFile, RequestContext } from '../app.ts';
import type { Stage } from './progress.ts';

/** An audio file, and the results of its analysis. */
export interface AnalyzedFile extends Omit<FullyAnalyzedSound, 'source'> {
  readonly audio: AudioFile;
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
    const audio = await app.download(file, task);
    return analyzeAudio(context, audio, { withSketch, onProgress });
  });
}

/** Reserves disk space for the files that a task will download, until the task ends. Waits until there is space. */
export async function reserveDisk(
  { app, task, memberId }: Pick<RequestContext, 'app' | 'task' | 'memberId'>,
  files: readonly Pick<RemoteFile, 'size'>[],
): Promise<void> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const free = await app.disk.reserve(bytes, { memberId, signal: task.signal });
  task.onEnd(async () => free());
}

/**
 * Analyzes a file on the disk.
 * @throws UserError if the file is not audio, too long, or silent; `signal.reason` on abort
 */
export async function analyzeAudio(
  { app, task, guildId, memberId }: RequestContext,
  audio: AudioFile,
  { withSketch = false, onProgress }: AnalyzeAudioOptions = {},
): Promise<AnalyzedFile> {
  let sketch: Sketch | null = null;
  const onSketch = (computed: Sketch) => {
    sketch = computed;
  };
  const { embedding, fingerprint, searchData, descriptors } = await analyzeSound(app.engine, audio.path, {
    signal: task.signal,
    lane: guildId,
    member: memberId,
    ...(onProgress && { onProgress }),
    ...(withSketch && { onSketch }),
  });
  if (isSilence(embedding)) throw new UserError({ code: 'soundSilent' });
  return { embedding, fingerprint, searchData, descriptors, audio, sketch };
}
