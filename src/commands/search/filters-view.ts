import type { Messages } from '../../i18n/index.ts';
import { button, type Row, row } from '../shared/components.ts';
import { encodeState, type SearchState } from './search-state.ts';

/** Returns whether a search has a filter: a tag, a member or a minimum score. */
export function isFiltered({ tag, author, minScore }: SearchState): boolean {
  return tag !== null || author !== null || minScore > 0;
}

/** Returns the row with the button that repeats a search without its filters. */
export function unfilteredRow(state: SearchState, { lifting: t }: Messages): Row {
  const unfiltered = { ...state, tag: null, author: null, minScore: 0, page: 0 };
  return row(button(t.search, encodeState('page', unfiltered), { emoji: '🔎' }));
}
