import { createHash } from 'node:crypto';
import type { Comparison, Embedding } from '../engine/embedding.ts';
import type { Engine } from '../engine/engine.ts';
import { closenessOf } from '../engine/reasons.ts';
import type { Library, Sound } from '../storage/library.ts';
import type { Heard } from './hear.ts';

/** A stored sound that a new one seems to be. */
export interface Twin {
  readonly sound: Sound;
  /** 1 for the very same file. */
  readonly score: number;
}

/** How much two lengths may differ, as a part of the longer and in seconds, for two files of one recording. */
const LENGTH_PART = 0.05;
const LENGTH_SECONDS = 0.15;

/** The stored sound that is the same file, or else the same recording. */
export async function findTwin(
  engine: Engine,
  library: Library,
  { audio, embedding }: Heard,
): Promise<Twin | undefined> {
  const hash = createHash('sha256').update(audio).digest('hex');
  const same = library.list().find((sound) => sound.hash === hash);
  if (same) return { sound: same, score: 1 };
  const filter = (sound: Sound) => asLong(sound.seconds, embedding.seconds);
  for (const { sound } of await library.search(engine.query(embedding), { top: 3, filter })) {
    const stored = library.embedding(sound.id);
    const comparison = stored && engine.compare(embedding, stored);
    if (comparison && isSameRecording(embedding, stored, comparison)) return { sound, score: comparison.score };
  }
  return undefined;
}

/** Whether two sounds score as one recording *and* are as long. One of the two alone would take different sounds for one. */
export function isSameRecording(a: Embedding, b: Embedding, comparison: Comparison): boolean {
  return closenessOf(comparison) === 'same recording' && asLong(a.seconds, b.seconds);
}

function asLong(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(LENGTH_SECONDS, LENGTH_PART * Math.max(a, b));
}
