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
import { add, addAgain, addFromMessage, addInModal, edit, forget, remove } from './actions/adding.ts';
import { exportLibrary, importLibrary, info, list, plain, settings } from './actions/viewing.ts';
import type { Deed } from './simulated-member.ts';

export interface Entry {
  readonly name: string;
  /** How often, of all shares together. */
  readonly share: number;
  readonly deed: Deed;
}

/** What members do. */
const DEEDS: readonly Entry[] = [
  { name: 'add', share: 16, deed: add },
  { name: 'add again', share: 2, deed: addAgain },
  { name: 'add from a message', share: 2, deed: addFromMessage },
  { name: 'add two in a modal', share: 1.5, deed: addInModal },
  { name: 'remove, undo', share: 6, deed: remove },
  { name: 'edit', share: 3, deed: edit },
  { name: 'forget', share: 0.2, deed: forget },
  { name: 'search with a file', share: 18, deed: search },
  { name: 'search with a stored sound', share: 8, deed: searchByStored },
  { name: 'search with words', share: 2, deed: searchByWords },
  { name: 'find similar', share: 4, deed: findSimilar },
  { name: 'info', share: 8, deed: info },
  { name: 'list', share: 6, deed: list },
  { name: 'map', share: 0.7, deed: plain('map') },
  { name: 'duplicates', share: 0.7, deed: plain('duplicates') },
  { name: 'stats', share: 4, deed: plain('stats') },
  { name: 'help', share: 1, deed: plain('help') },
  { name: 'settings', share: 0.5, deed: settings },
  { name: 'export', share: 0.3, deed: exportLibrary },
  { name: 'import', share: 0.6, deed: importLibrary },
  { name: 'damaged file', share: 8, deed: damaged },
  { name: 'hostile file', share: 3, deed: hostile },
  { name: 'file that breaks off', share: 2, deed: brokenOff },
  { name: 'cancel', share: 1.5, deed: cancel },
];

const TOTAL = DEEDS.reduce((sum, { share }) => sum + share, 0);

/** One of them, as often as its share says. */
export function chooseDeed(random: () => number): Entry {
  let left = random() * TOTAL;
  for (const entry of DEEDS) {
    left -= entry.share;
    if (left < 0) return entry;
  }
  throw new Error('shares do not add up');
}
