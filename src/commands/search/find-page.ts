import type { SearchKind } from '../../engine/index.ts';
import type { Filter } from '../../filter/filter.ts';
import { sortSounds } from '../../filter/sort-sounds.ts';
import { type FindResult, type FoundSound, findInLibrary } from '../../relations/find-in-library.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { RequestContext, SearchQuery } from '../app.ts';
import type { SearchState } from './search-state.ts';

/** One page of sounds that were found by tune, beat or part. */
export interface FoundPage extends Omit<FindResult, 'hits'> {
  readonly by: SearchKind;
  readonly found: readonly FoundSound[];
  /** Number of this page, from 0, and number of pages. */
  readonly page: number;
  readonly pages: number;
  /** Whether the query has a tune or a beat at all. */
  readonly isSearchable: boolean;
}

/** Maximum number of sounds on all pages. */
const MAX_FOUND = 100;
/** Minimum number of notes of a tune. */
const MIN_NOTES = 3;

/**
 * Finds one page of sounds by tune, beat or part, one for each recording, best first or in the order of a sort. The
 * progress is shown.
 */
export async function findPage(
  { app, task, guildId, memberId, t }: RequestContext,
  library: Library,
  query: NonNullable<NonNullable<SearchQuery['prepared']>[SearchKind]>,
  { page, size, minScore, by }: Pick<SearchState, 'page' | 'size' | 'minScore'> & { readonly by: SearchKind },
  { filter, sort }: { readonly filter: (sound: Sound) => boolean; readonly sort: Filter['sort'] },
): Promise<FoundPage> {
  const result = await findInLibrary(app.engine, library, query, {
    top: MAX_FOUND,
    filter,
    lane: guildId,
    member: memberId,
    signal: task.signal,
    onProgress: (compared, all) => task.progress.show('comparing', t.common.part(compared, all)),
  });
  const best = onePerRecording(library, result.hits).filter(({ score }) => score >= minScore / 100);
  const found = sort ? sortSounds(best, sort, ({ sound }) => sound) : best;
  const pages = Math.ceil(found.length / size);
  const shown = Math.max(0, Math.min(page, pages - 1));
  return {
    by,
    found: found.slice(shown * size, (shown + 1) * size),
    page: shown,
    pages,
    searched: result.searched,
    pending: result.pending,
    isSearchable: query.by === 'tune' ? query.notes.length >= MIN_NOTES : result.hits.length > 0,
  };
}

function onePerRecording(library: Library, hits: readonly FoundSound[]): FoundSound[] {
  const seen = new Set<string>();
  return hits.filter(({ sound }) => {
    if (seen.has(sound.id)) return false;
    for (const { id } of [sound, ...library.copiesOf(sound.id)]) seen.add(id);
    return true;
  });
}
