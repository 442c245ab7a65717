import type { Comparison, Embedding, Weights } from '../../engine/embedding.ts';
import type { Engine } from '../../engine/engine.ts';
import { compareMix, type Mix, mixQuery } from '../../engine/mix.ts';
import type { Sort } from '../../filter/filter.ts';
import { sortSounds } from '../../filter/sort-sounds.ts';
import type { Library, RankOrder, Sound } from '../../storage/library.ts';
import type { SearchOrder } from '../../storage/settings.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import { varyPlaces } from './vary-places.ts';

/** One entry of the search results: a recording, and its sound with the highest score. */
export interface Match {
  readonly sound: Sound;
  readonly comparison: Comparison;
  /** Share of the library's sounds that have a lower score. */
  readonly percentile?: number | undefined;
  /** Whether a later match has a clearly higher score, which is possible only in the order `library`. */
  readonly standsOut?: boolean;
  /** Whether the sound is the same recording as the query. */
  readonly isSame?: boolean;
  /** All other sounds of the same recording that the filter accepts. They do not get entries of their own. */
  readonly others?: readonly Sound[];
}

export interface MatchOptions {
  /** Page number; the first page is 0. */
  readonly page: number;
  /** Number of matches on a page. */
  readonly size: number;
  /** Minimum score of a match, -1..1. */
  readonly minScore: number;
  readonly weights: Weights;
  readonly order?: SearchOrder;
  readonly filter: (sound: Sound) => boolean;
  /** Sorts the matches by a property instead of their similarity. */
  readonly sort?: Sort | null;
  /** Ids of all stored sounds that are the same recording as the query. */
  readonly sameAsQuery?: ReadonlySet<string>;
  /** What is sought instead of the sound alone; null if only the sound is sought. */
  readonly mix?: Mix | null;
}

export interface MatchPage {
  readonly matches: readonly Match[];
  /** Number of this page: the requested page, or the last one if there are fewer pages. */
  readonly page: number;
  /** Number of pages; 0 if there is no match. */
  readonly pages: number;
}

type SearchedLibrary = Pick<Library, 'search' | 'embedding' | 'copiesOf'>;

/** Number of additional hits to request first, because several sounds of one recording share one entry. */
const SPARE_HITS = 20;
/** Maximum number of entries on all pages. */
const MAX_PLACES = 500;
/** A match stands out if a later match has a score higher by this: one on the same page, and one on a later page. */
const VISIBLE_LEAD = 0.005;
const LEAD = 0.02;
/** Number of hits to fold before yielding to the event loop. */
const SLICE = 256;

/** Returns one page of the sounds that are most similar to `embedding`, best first, with one entry per recording. */
export async function findMatches(
  engine: Pick<Engine, 'query' | 'compare'>,
  library: SearchedLibrary,
  embedding: Embedding,
  {
    page,
    size,
    minScore,
    weights,
    order = 'plain',
    filter,
    sort = null,
    sameAsQuery = new Set(),
    mix = null,
  }: MatchOptions,
): Promise<MatchPage> {
  // All places are searched for, because their number gives the number of pages.
  const query = mix ? mixQuery(mix, weights) : engine.query(embedding, weights);
  const compare = (stored: Embedding) =>
    mix ? compareMix(mix, stored, weights) : engine.compare(embedding, stored, weights);
  const ranked = mix || order === 'plain' ? 'plain' : 'library';
  const likeMean = await findPlaces(library, query, { count: MAX_PLACES, minScore, order: ranked, filter });
  const found = mix ? rankAgain(likeMean, library, compare, minScore) : likeMean;
  const places = sort
    ? sortSounds(found, sort, ({ sound }) => sound)
    : order === 'varied'
      ? await varyPlaces(found, (id) => library.embedding(id), engine.compare, weights)
      : found;
  const pages = Math.ceil(places.length / size);
  const shownPage = Math.max(0, Math.min(page, pages - 1));
  const start = shownPage * size;
  const shown = places.slice(start, start + size);
  const matches = shown.flatMap(({ sound, score, others, percentile }, index): Match[] => {
    const stored = library.embedding(sound.id);
    if (!stored) return [];
    const comparison = compare(stored);
    const standsOut =
      !sort &&
      order !== 'varied' &&
      (hasHigher(shown.slice(index + 1), score + VISIBLE_LEAD) || hasHigher(places.slice(start + size), score + LEAD));
    return [{ sound, others, percentile, standsOut, isSame: sameAsQuery.has(sound.id), comparison }];
  });
  return { matches, page: shownPage, pages };
}

/**
 * Ranks the places of a mix by their scores: the library was searched by the mean of the similarities. No score is
 * higher than the mean, so that only sounds beyond all pages can be missed.
 */
function rankAgain(
  places: readonly Place[],
  library: SearchedLibrary,
  compare: (stored: Embedding) => Comparison,
  minScore: number,
): Place[] {
  return places
    .flatMap((place): Place[] => {
      const stored = library.embedding(place.sound.id);
      return stored ? [{ ...place, percentile: undefined, score: compare(stored).score }] : [];
    })
    .filter(({ score }) => score >= minScore)
    .sort((a, b) => b.score - a.score);
}

interface Place extends Pick<Required<Match>, 'sound' | 'others' | 'percentile'> {
  readonly score: number;
}

function hasHigher(places: readonly Place[], min: number): boolean {
  return places.some(({ score }) => score > min);
}

/**
 * Returns the `count` best recordings. Copies are folded before the places are counted: if the hits have too few
 * recordings, the library is searched again without these recordings, for more hits each time.
 */
async function findPlaces(
  library: SearchedLibrary,
  query: ReturnType<Engine['query']>,
  {
    count,
    minScore,
    order,
    filter,
  }: Pick<Required<MatchOptions>, 'minScore' | 'filter'> & {
    readonly count: number;
    readonly order: RankOrder;
  },
): Promise<readonly Place[]> {
  const places: Place[] = [];
  const found = new Set<string>();
  const isNew = (sound: Sound) => !found.has(sound.id) && filter(sound);
  for (let top = count + SPARE_HITS; ; top *= 2) {
    const options = { top, minScore, order, withPercentiles: true };
    const hits = await library.search(query, { ...options, filter: found.size > 0 ? isNew : filter });
    for (const [index, { sound, score, percentile }] of hits.entries()) {
      if (index % SLICE === SLICE - 1) await yieldToEventLoop();
      if (places.length === count) return places;
      if (found.has(sound.id)) continue;
      const others = library.copiesOf(sound.id).filter(filter);
      places.push({ sound, score, others, percentile });
      for (const { id } of [sound, ...others]) found.add(id);
    }
    if (hits.length < top) return places;
  }
}
