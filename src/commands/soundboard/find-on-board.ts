import type { Fingerprint, Recording } from '../../engine/recordings/recording.ts';
import { UserError } from '../../errors.ts';
import type { BoardAnalysis, BoardEntry, RequestContext } from '../app.ts';
import { boardAudio } from './analyze-board.ts';

/** A sound that is compared with those of a soundboard. */
export interface ComparedSound extends Pick<BoardAnalysis, 'embedding' | 'fingerprint'> {
  /** Identifies the audio, which a thread then decodes only once. */
  readonly id: string;
  /** Returns the path of the audio file. Called only if the fingerprints alone cannot decide. */
  readonly source: () => Promise<string | null>;
}

/** A sound of the soundboard, and how similar it is to another sound. */
export interface BoardMatch {
  readonly entry: BoardEntry;
  /** Score of the comparison, -1..1. */
  readonly score: number;
  /** Whether both are the same recording. */
  readonly isSame: boolean;
}

/** Number of the most similar sounds that are compared in detail. */
const COMPARED = 5;

/** Returns the sounds of a soundboard by their similarity to a sound, the same recordings first. */
export async function findOnBoard(
  context: RequestContext,
  { id, embedding, fingerprint, source }: ComparedSound,
  entries: readonly BoardEntry[],
  analyses: ReadonlyMap<string, BoardAnalysis>,
): Promise<readonly BoardMatch[]> {
  const { engine } = context.app;
  const ranked = entries
    .flatMap((entry) => {
      const analysis = analyses.get(entry.id);
      if (analysis?.embedding.version !== embedding.version) return [];
      return [{ entry, analysis, score: engine.compare(embedding, analysis.embedding).score }];
    })
    .sort((a, b) => b.score - a.score);
  const matches = ranked.map(async ({ entry, analysis, score }, index) => {
    const theirs = index < COMPARED ? analysis.fingerprint : null;
    const isSame =
      fingerprint !== null &&
      theirs !== null &&
      (await isSameRecording(context, { id, fingerprint, source }, entry, theirs));
    return { entry, score, isSame };
  });
  return (await Promise.all(matches)).sort((x, y) => Number(y.isSame) - Number(x.isSame) || y.score - x.score);
}

/**
 * Returns whether a sound is the same recording as one of the soundboard, or one is a part of the other.
 * @param isThorough whether a sound is recognized whose attack was cut off, which takes longer
 */
export async function isSameRecording(
  context: RequestContext,
  own: Recording,
  entry: BoardEntry,
  theirs: Fingerprint,
  isThorough = false,
): Promise<boolean> {
  const { app, guildId, memberId, task } = context;
  const other = { id: entry.id, fingerprint: theirs, source: async () => (await boardAudio(context, entry)).path };
  const how = { lane: guildId, member: memberId, signal: task.signal, isThorough };
  const relation = await app.engine.relate(own, other, how).catch(ignoreUnreadable);
  return relation?.kind === 'same recording' || relation?.kind === 'excerpt';
}

/** A sound that was removed meanwhile, or cannot be read, is the same as no other. */
function ignoreUnreadable(error: unknown): null {
  if (error instanceof UserError && error.scope === 'file') return null;
  throw error;
}
