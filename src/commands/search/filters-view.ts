import type { Messages } from '../../i18n/index.ts';
import { button, type Row, row } from '../shared/components.ts';
import { encodeState, type SearchState } from './search-state.ts';

/** Returns whether a search has a filter: a tag, a member, a minimum score or a typed filter. */
export function isFiltered({ tag, author, minScore, filter }: SearchState): boolean {
  return tag !== null || author !== null || minScore > 0 || filter !== null;
}

/** Returns the row with the button that repeats a search without its filters. */
export function unfilteredRow(state: SearchState, { lifting: t }: Messages): Row {
  const unfiltered = { ...state, tag: null, author: null, minScore: 0, filter: null, page: 0 };
  return row(button(t.search, encodeState('page', unfiltered), { emoji: '🔎' }));
}
