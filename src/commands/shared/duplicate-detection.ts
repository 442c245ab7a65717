import { type Comparison, type Embedding, FEATURE_NAMES } from '../../engine/embedding.ts';
import type { Engine } from '../../engine/engine.ts';
import { closenessOf } from '../../engine/reasons.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { AnalyzedFile } from './analyze-file.ts';

/** A stored sound that another sound probably duplicates. */
export interface Duplicate {
  readonly sound: Sound;
  /** Similarity; 1 means that the files are identical. */
  readonly score: number;
}

/** Maximum difference in length of two files of one recording: 5 % of the longer file, or 0.15 s if that is more. */
const MAX_LENGTH_RATIO = 0.05;
const MAX_LENGTH_SECONDS = 0.15;
/** Minimum similarities of two encodings of one recording. The worst encoding in the tests still reaches them. */
const MIN_CHROMA_SIMILARITY = 0.8;
const MIN_FEATURE_SIMILARITY = 0.6;
/** Number of most similar sounds that are compared with a new sound in detail. */
const CANDIDATES = 3;

/** Returns the stored sound that has the identical file or is the same recording; undefined if there is none. */
export async function findDuplicate(
  engine: Engine,
  library: Library,
  { hash, embedding }: Pick<AnalyzedFile, 'hash' | 'embedding'>,
): Promise<Duplicate | undefined> {
  const identical = library.list().find((sound) => sound.hash === hash);
  if (identical) return { sound: identical, score: 1 };
  const filter = (sound: Sound) => isSameLength(sound.seconds, embedding.seconds);
  for (const { sound } of await library.search(engine.query(embedding), { top: CANDIDATES, filter })) {
    const stored = library.embedding(sound.id);
    const comparison = stored && compareRecordings(engine, embedding, stored);
    if (comparison) return { sound, score: comparison.score };
  }
  return undefined;
}

/**
 * Returns the comparison of two sounds if they are the same recording, otherwise null. Two sounds are the same
 * recording if they have the same length, a high score, the same notes, and no feature that differs. One of these
 * conditions is not enough: two notes of one instrument, or two takes of one phrase, can meet it.
 */
export function compareRecordings(engine: Pick<Engine, 'compare'>, a: Embedding, b: Embedding): Comparison | null {
  // Comparing lengths first avoids most of the costly comparisons.
  if (!isSameLength(a.seconds, b.seconds)) return null;
  const comparison = engine.compare(a, b);
  const { features } = comparison;
  const isSame =
    closenessOf(comparison) === 'same recording' &&
    features.chroma >= MIN_CHROMA_SIMILARITY &&
    FEATURE_NAMES.every((name) => features[name] >= MIN_FEATURE_SIMILARITY);
  return isSame ? comparison : null;
}

function isSameLength(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(MAX_LENGTH_SECONDS, MAX_LENGTH_RATIO * Math.max(a, b));
}
