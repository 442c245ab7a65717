import { type Comparison, type Embedding, FEATURE_NAMES } from '../../engine/embedding.ts';
import type { Engine } from '../../engine/engine.ts';
import { closenessOf } from '../../engine/reasons.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { AnalyzedFile } from './analyze-file.ts';

/** A stored sound of which another one is probably a copy. */
export interface Duplicate {
  readonly sound: Sound;
  /** Similarity; 1 means that the files are identical. */
  readonly score: number;
}

/** Two files of one recording differ in length by at most 5 % of the longer one, or by at most 0.15 s. */
const MAX_LENGTH_RATIO = 0.05;
const MAX_LENGTH_SECONDS = 0.15;
/**
 * Minimum similarities of two encodings of one recording.
 * The poorest encoding in the tests still reaches them.
 */
const MIN_CHROMA_SIMILARITY = 0.8;
const MIN_FEATURE_SIMILARITY = 0.6;
/** The number of most similar sounds that are compared in detail. */
const CANDIDATES = 3;

/** Returns the stored sound that is the identical file, or else the same recording; undefined if there is none. */
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
 * Returns the comparison of two sounds if they are the same recording, otherwise null. The same recording has the same
 * length, a high score, the same notes, and no feature that differs. Each condition alone also holds for two notes of
 * one instrument, or for two takes of one phrase.
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
