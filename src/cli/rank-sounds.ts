import { findMatches } from '../commands/search/find-matches.ts';
import type { Comparison, Embedding, Engine } from '../engine/index.ts';
import type { Mix } from '../engine/mix.ts';
import { DEFAULT_WEIGHTS } from '../engine/weights.ts';
import type { Filter } from '../filter/filter.ts';
import { matchFilter } from '../filter/match-filter.ts';
import { sortSounds } from '../filter/sort-sounds.ts';
import type { Library, Sound } from '../storage/index.ts';
import type { Arguments } from './options.ts';

/** A sound that was found, as it is printed. */
export type RankedSound = Sound & Comparison & { readonly rank: number; readonly percentile?: number | undefined };

/**
 * Finds the sounds of a library that are most similar to a query, best first.
 * @param others what is mixed with the query; empty if only the query is sought
 */
export async function rankSounds(
  engine: Engine,
  library: Library,
  query: Embedding,
  {
    top,
    order,
    filter,
    others = [],
  }: Pick<Arguments, 'top' | 'order'> & { readonly filter: Filter; readonly others?: Mix },
): Promise<RankedSound[]> {
  const isWanted = filter.terms.length > 0 ? matchFilter(filter) : undefined;
  if (others.length > 0 || order === 'varied') {
    const mix: Mix | null = others.length > 0 ? [{ embedding: query, role: 'like', quality: null }, ...others] : null;
    const { matches } = await findMatches(engine, library, query, {
      page: 0,
      size: top,
      minScore: -1,
      weights: DEFAULT_WEIGHTS,
      order,
      filter: isWanted ?? (() => true),
      sort: filter.sort ?? null,
      mix,
    });
    return matches.map(({ sound, comparison, percentile }, index) => ({
      rank: index + 1,
      ...sound,
      ...comparison,
      percentile,
    }));
  }
  const found = await library.search(engine.query(query), { top, order, filter: isWanted, withPercentiles: true });
  const hits = filter.sort ? sortSounds(found, filter.sort, ({ sound }) => sound) : found;
  return hits.flatMap(({ sound, score, percentile }, index): RankedSound[] => {
    const embedding = library.embedding(sound.id);
    return embedding ? [{ rank: index + 1, ...sound, ...engine.compare(query, embedding), score, percentile }] : [];
  });
}
