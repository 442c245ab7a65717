import { type Comparison, type Embedding, FEATURE_NAMES } from '../../engine/embedding.ts';
import type { Engine } from '../../engine/engine.ts';
import { closenessOf } from '../../engine/reasons.ts';
import type { Library, Sound } from '../../storage/library.ts';

/** A stored sound that a new one seems to be. */
export interface Duplicate {
  readonly sound: Sound;
  /** 1 for the very same file. */
  readonly score: number;
}

/** How much two lengths may differ, as a part of the longer and in seconds, for two files of one recording. */
const LENGTH_PART = 0.05;
const LENGTH_SECONDS = 0.15;
/** Least similarity of the notes, and of every feature: what the poorest re-encoding of a real sound leaves. */
const SAME_NOTES = 0.8;
const NO_DIFFERENCE = 0.6;

/** The stored sound that is the same file, or else the same recording. */
export async function findDuplicate(
  engine: Engine,
  library: Library,
  { hash, embedding }: { readonly hash: string; readonly embedding: Embedding },
): Promise<Duplicate | undefined> {
  const same = library.list().find((sound) => sound.hash === hash);
  if (same) return { sound: same, score: 1 };
  const filter = (sound: Sound) => asLong(sound.seconds, embedding.seconds);
  for (const { sound } of await library.search(engine.query(embedding), { top: 3, filter })) {
    const stored = library.embedding(sound.id);
    const comparison = stored && sameRecording(engine, embedding, stored);
    if (comparison) return { sound, score: comparison.score };
  }
  return undefined;
}

/**
 * How two sounds compare that are one recording: they are as long, score as such, have the same notes, and differ in
 * no feature. Any of these alone would take two notes of one instrument, or two takes of one phrase, for the same
 * sound. @returns null where they are not
 */
export function sameRecording(engine: Pick<Engine, 'compare'>, a: Embedding, b: Embedding): Comparison | null {
  // First, because it spares most of the comparisons.
  if (!asLong(a.seconds, b.seconds)) return null;
  const comparison = engine.compare(a, b);
  const { features } = comparison;
  const isSame =
    closenessOf(comparison) === 'same recording' &&
    features.chroma >= SAME_NOTES &&
    FEATURE_NAMES.every((name) => features[name] >= NO_DIFFERENCE);
  return isSame ? comparison : null;
}

function asLong(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(LENGTH_SECONDS, LENGTH_PART * Math.max(a, b));
}
