import type { Embedding, Weights } from '../engine/embedding.ts';
import type { Engine } from '../engine/engine.ts';
import type { Library, Sound } from '../storage/library.ts';
import type { Match } from './replies/results.ts';

export interface MatchOptions {
  readonly top: number;
  readonly weights?: Weights;
  readonly filter?: (sound: Sound) => boolean;
}

/** The sounds of a library that are most like `embedding`, best first, each with why. */
export async function findMatches(
  engine: Engine,
  library: Library,
  embedding: Embedding,
  { weights, ...options }: MatchOptions,
): Promise<readonly Match[]> {
  const hits = await library.search(engine.query(embedding, weights), options);
  return hits.flatMap(({ sound }) => {
    const stored = library.embedding(sound.id);
    return stored ? [{ sound, comparison: engine.compare(embedding, stored, weights) }] : [];
  });
}
