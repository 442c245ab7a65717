import { add, addAgain, addFromMessage, addInModal, edit, forget, remove } from './actions/adding.ts';
import {
  brokenOff,
  cancel,
  damaged,
  findSimilar,
  hostile,
  search,
  searchByStored,
  searchByWords,
} from './actions/searching.ts';
import { exportLibrary, importLibrary, info, list, plain, settings } from './actions/viewing.ts';
import type { Action } from './simulated-member.ts';

export interface WeightedAction {
  readonly name: string;
  /** Relative frequency of the action in percent; the sum over all actions is 100. */
  readonly share: number;
  readonly action: Action;
}

/** The actions of simulated members, with their relative frequencies. */
const ACTIONS: readonly WeightedAction[] = [
  { name: 'add', share: 16, action: add },
  { name: 'add again', share: 2, action: addAgain },
  { name: 'add from a message', share: 2, action: addFromMessage },
  { name: 'add two in a modal', share: 1.5, action: addInModal },
  { name: 'remove, undo', share: 6, action: remove },
  { name: 'edit', share: 3, action: edit },
  { name: 'forget', share: 0.2, action: forget },
  { name: 'search with a file', share: 18, action: search },
  { name: 'search with a stored sound', share: 8, action: searchByStored },
  { name: 'search with words', share: 2, action: searchByWords },
  { name: 'find similar', share: 4, action: findSimilar },
  { name: 'info', share: 8, action: info },
  { name: 'list', share: 6, action: list },
  { name: 'map', share: 0.7, action: plain('map') },
  { name: 'duplicates', share: 0.7, action: plain('duplicates') },
  { name: 'stats', share: 4, action: plain('stats') },
  { name: 'help', share: 1, action: plain('help') },
  { name: 'settings', share: 0.5, action: settings },
  { name: 'export', share: 0.3, action: exportLibrary },
  { name: 'import', share: 0.6, action: importLibrary },
  { name: 'damaged file', share: 8, action: damaged },
  { name: 'hostile file', share: 3, action: hostile },
  { name: 'file that breaks off', share: 2, action: brokenOff },
  { name: 'cancel', share: 1.5, action: cancel },
];

const TOTAL = ACTIONS.reduce((sum, { share }) => sum + share, 0);

/** Returns a random action, with a probability proportional to its share. */
export function chooseAction(random: () => number): WeightedAction {
  let remaining = random() * TOTAL;
  for (const entry of ACTIONS) {
    remaining -= entry.share;
    if (remaining < 0) return entry;
  }
  throw new Error('shares do not add up');
}
