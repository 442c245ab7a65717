import { UserError } from '../../errors.ts';
import { analyzeSound } from '../../relations/analyze-sound.ts';
import type { AudioFile } from '../../storage/library.ts';
import type { BoardAnalysis, BoardEntry, RequestContext } from '../app.ts';
import { reserveDisk } from '../shared/analyze-file.ts';
import type { Task } from '../shared/tasks.ts';

/** Discord's limit for the file of a sound of a soundboard, in bytes. */
const MAX_BYTES = 512 * 1024;

/** Files of soundboards that a task has downloaded, by sound id. */
const downloads = new WeakMap<Task, Map<string, Promise<AudioFile>>>();

/**
 * Downloads the file of a sound of a soundboard once in a task. The file exists until the task ends.
 * Throws as `app.download` does.
 */
export function boardAudio(context: RequestContext, { id, url, name }: BoardEntry): Promise<AudioFile> {
  const { app, task } = context;
  const ofTask = downloads.get(task) ?? new Map<string, Promise<AudioFile>>();
  downloads.set(task, ofTask);
  const download = async () => {
    await reserveDisk(context, [{ size: MAX_BYTES }]);
    return app.download({ url, name, size: MAX_BYTES }, task);
  };
  const file = ofTask.get(id) ?? download();
  ofTask.set(id, file);
  return file;
}

/**
 * Returns the analyses of the sounds of a soundboard, by sound id, without those that could not be analyzed. The file
 * of a sound never changes, so that each is downloaded and analyzed once.
 * @param maxNew maximum number of sounds that are analyzed now; the others have to wait for the next call
 * @throws UserError if the member has reached a rate limit, or too many files are queued
 */
export async function analyzeBoard(
  context: RequestContext,
  entries: readonly BoardEntry[],
  maxNew = Number.POSITIVE_INFINITY,
): Promise<ReadonlyMap<string, BoardAnalysis>> {
  const { app, memberId, task, t } = context;
  const missing = entries.filter(({ id }) => !app.boardAnalyses.has(id)).slice(0, maxNew);
  const analyze = async () => {
    for (const [index, entry] of missing.entries()) {
      task.progress.show('listening', t.common.part(index + 1, missing.length));
      await analyzeEntry(context, entry);
    }
  };
  if (missing.length > 0) await app.rateLimiter.run(memberId, analyze, task.signal);
  return new Map(
    entries.flatMap(({ id }) => {
      const known = app.boardAnalyses.get(id);
      return known ? [[id, known] as const] : [];
    }),
  );
}

async function analyzeEntry(context: RequestContext, entry: BoardEntry): Promise<void> {
  const { app, guildId, memberId, task, log } = context;
  const how = { lane: guildId, member: memberId, signal: task.signal };
  try {
    const { path } = await boardAudio(context, entry);
    const [sound, crowded] = await Promise.all([
      analyzeSound(app.engine, path, how),
      app.engine.crowdedFrames(path, how),
    ]);
    const { embedding, fingerprint, descriptors: levels } = sound;
    if (levels) app.boardAnalyses.set(entry.id, { embedding, fingerprint, levels, crowded });
  } catch (error) {
    // A sound that cannot be read, or was removed meanwhile, must not keep the others from being analyzed.
    if (!(error instanceof UserError) || error.scope !== 'file') throw error;
    log.info({ err: error }, 'a sound of the soundboard was not analyzed');
  }
}
