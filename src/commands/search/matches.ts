import { setImmediate } from 'node:timers/promises';
import type { Embedding, Weights } from '../../engine/embedding.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Hit, Library, Sound } from '../../storage/library.ts';
import { sameRecording } from '../shared/duplicate-detection.ts';
import type { Match } from './results-view.ts';

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

/** Sounds of one recording take one place; so many more hits are asked for than there are places. */
const SPARE = 20;
/** Places that are listed: nobody leafs further, and each one costs more to find than the one before. */
const LAST_PLACE = 500;
/** Hits that are grouped before others get their turn. */
const SLICE = 32;

/** One page of the sounds that are most like `embedding`, best first, each recording once, and why it matched. */
export async function findMatches(
  engine: Engine,
  library: Library,
  embedding: Embedding,
  { page, size, least, weights, filter }: MatchOptions,
): Promise<MatchPage> {
  const start = page * size;
  const top = 2 * Math.min(start + size, LAST_PLACE) + SPARE;
  const hits = await library.search(engine.query(embedding, weights), { top, filter });
  const groups = await groupRecordings(
    engine,
    library,
    hits.filter((hit) => hit.score >= least),
  );
  const matches = groups.slice(start, start + size).map(({ sound, stored, others }) => {
    const isSame = sameRecording(engine, embedding, stored) !== null;
    return { sound, others, isSame, comparison: engine.compare(embedding, stored, weights) };
  });
  return { matches, more: groups.length > start + size && start + 2 * size <= LAST_PLACE };
}

interface Group {
  /** The best of the recording. */
  readonly sound: Sound;
  readonly stored: Embedding;
  readonly others: Sound[];
}

async function groupRecordings(engine: Engine, library: Library, hits: readonly Hit[]): Promise<readonly Group[]> {
  const groups: Group[] = [];
  for (const [index, { sound }] of hits.entries()) {
    if (index % SLICE === SLICE - 1) await setImmediate();
    const stored = library.embedding(sound.id);
    if (!stored) continue;
    const known = groups.find((group) => sameRecording(engine, group.stored, stored));
    if (known) known.others.push(sound);
    else groups.push({ sound, stored, others: [] });
  }
  return groups;
}
