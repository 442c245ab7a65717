import type { Comparison, Embedding, Weights } from '../../engine/embedding.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Hit, Library, Sound } from '../../storage/library.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import { compareRecordings } from '../shared/duplicate-detection.ts';

/** One place in the results. */
export interface Match {
  readonly sound: Sound;
  readonly comparison: Comparison;
  /** Whether the sound is probably the same recording as the query. */
  readonly isSame?: boolean;
  /** Further sounds of the same recording, which share the place. */
  readonly others?: readonly Sound[];
}

export interface MatchOptions {
  /** The first page is 0. */
  readonly page: number;
  /** Matches on a page. */
  readonly size: number;
  /** Minimum score, -1..1. */
  readonly minScore: number;
  readonly weights: Weights;
  readonly filter: (sound: Sound) => boolean;
}

export interface MatchPage {
  readonly matches: readonly Match[];
  /** Whether there is a page after this one. */
  readonly more: boolean;
}

/** Hits beyond twice the places, because sounds of one recording share a place. */
const SPARE_HITS = 20;
/** Places that can be shown. Each page costs more than the one before, and nobody reads that far. */
const MAX_PLACES = 500;
/** Hits that are grouped without yielding to the event loop. */
const SLICE = 32;

/** Returns one page of the sounds that are most similar to `embedding`, best first, each recording once. */
export async function findMatches(
  engine: Engine,
  library: Library,
  embedding: Embedding,
  { page, size, minScore, weights, filter }: MatchOptions,
): Promise<MatchPage> {
  const start = page * size;
  const top = 2 * Math.min(start + size, MAX_PLACES) + SPARE_HITS;
  const hits = await library.search(engine.query(embedding, weights), { top, filter });
  const groups = await groupRecordings(
    engine,
    library,
    hits.filter((hit) => hit.score >= minScore),
  );
  const matches = groups.slice(start, start + size).map(({ sound, stored, others }) => {
    const isSame = compareRecordings(engine, embedding, stored) !== null;
    return { sound, others, isSame, comparison: engine.compare(embedding, stored, weights) };
  });
  return { matches, more: groups.length > start + size && start + 2 * size <= MAX_PLACES };
}

/** Sounds of one recording. */
interface Group {
  /** The sound with the highest score. */
  readonly sound: Sound;
  readonly stored: Embedding;
  readonly others: Sound[];
}

async function groupRecordings(engine: Engine, library: Library, hits: readonly Hit[]): Promise<readonly Group[]> {
  const groups: Group[] = [];
  for (const [index, { sound }] of hits.entries()) {
    if (index % SLICE === SLICE - 1) await yieldToEventLoop();
    const stored = library.embedding(sound.id);
    if (!stored) continue;
    const group = groups.find((each) => compareRecordings(engine, each.stored, stored));
    if (group) group.others.push(sound);
    else groups.push({ sound, stored, others: [] });
  }
  return groups;
}
