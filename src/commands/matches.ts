import type { Embedding, Weights } from '../engine/embedding.ts';
import type { Engine } from '../engine/engine.ts';
import type { Library, Sound } from '../storage/library.ts';
import type { Match } from './replies/results.ts';

export interface MatchOptions {
  readonly page: number;
  /** Matches on a page. */
  readonly size: number;
  /** Least score, -1..1. */
  readonly least: number;
  readonly weights: Weights;
  readonly filter: (sound: Sound) => boolean;
}

export interface MatchPage {
  readonly matches: readonly Match[];
  /** Whether there is a page after this one. */
  readonly more: boolean;
}

/** One page of the sounds that are most like `embedding`, best first, each with why. */
export async function findMatches(
  engine: Engine,
  library: Library,
  embedding: Embedding,
  { page, size, least, weights, filter }: MatchOptions,
): Promise<MatchPage> {
  const start = page * size;
  const hits = await library.search(engine.query(embedding, weights), { top: start + size + 1, filter });
  const close = hits.filter((hit) => hit.score >= least);
  const matches = close.slice(start, start + size).flatMap(({ sound }) => {
    const stored = library.embedding(sound.id);
    return stored ? [{ sound, comparison: engine.compare(embedding, stored, weights) }] : [];
  });
  return { matches, more: close.length > start + size };
}
