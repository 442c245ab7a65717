import { UserError } from '../../errors.ts';
import { analyzeSound } from '../../relations/analyze-sound.ts';
import type { AudioFile } from '../../storage/library.ts';
import type { BoardAnalysis, BoardEntry, RequestContext } from '../app.ts';
import { reserveDisk } from '../shared/analyze-file.ts';

/** Discord's limit for the file of a sound of a soundboard, in bytes. */
const MAX_BYTES = 512 * 1024;

/** Downloads the file of a sound of a soundboard, which exists until the task ends. Throws as `app.download` does. */
export async function boardAudio(context: RequestContext, { url, name }: BoardEntry): Promise<AudioFile> {
  await reserveDisk(context, [{ size: MAX_BYTES }]);
  return context.app.download({ url, name, size: MAX_BYTES }, context.task);
}

/**
 * Returns the analyses of the sounds of a soundboard, by sound id, without those that could not be analyzed. The file
 * of a sound never changes, so that each is downloaded and analyzed once.
 * @throws UserError if the member has reached a rate limit, or too many files are queued
 */
export async function analyzeBoard(
  context: RequestContext,
  entries: readonly BoardEntry[],
): Promise<ReadonlyMap<string, BoardAnalysis>> {
  const { app, memberId, task, t } = context;
  const missing = entries.filter(({ id }) => !app.boardAnalyses.has(id));
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
    const [sound, levels] = await Promise.all([analyzeSound(app.engine, path, how), app.engine.describe(path, how)]);
    const { embedding, fingerprint } = sound;
    app.boardAnalyses.set(entry.id, { embedding, fingerprint, levels });
  } catch (error) {
    // A sound that cannot be read, or was removed meanwhile, must not keep the others from being analyzed.
    if (!(error instanceof UserError) || error.scope !== 'file') throw error;
    log.info({ err: error }, 'a sound of the soundboard was not analyzed');
  }
}
