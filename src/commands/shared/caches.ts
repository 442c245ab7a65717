import { LRUCache } from 'lru-cache';
import type { App } from '../app.ts';

/** Entries of the caches of queries, questions and answers. A query takes about 20 KB. */
const MAX_ENTRIES = 500;
/** A sketch takes 15 KB. */
const MAX_SKETCHES = 200;
/** Bytes of all removed sounds that can be put back. */
const MAX_REMOVED_BYTES = 128 * 2 ** 20;
/** The time in which a removed sound can be put back. */
const UNDO_MS = 60_000;

type Caches = Pick<App, 'queries' | 'pendingAdditions' | 'removedSounds' | 'sketches' | 'shownAnswers'>;

/** Creates the caches of the bot. Each evicts its least recently used entries. */
export function createCaches(): Caches {
  return {
    queries: new LRUCache({ max: MAX_ENTRIES }),
    pendingAdditions: new LRUCache({ max: MAX_ENTRIES }),
    removedSounds: new LRUCache({
      maxSize: MAX_REMOVED_BYTES,
      sizeCalculation: ({ sound }) => Math.max(1, sound.audio.length),
      ttl: UNDO_MS,
      // Frees the memory after the minute, even if the cache is not used again.
      ttlAutopurge: true,
    }),
    sketches: new LRUCache({ max: MAX_SKETCHES }),
    shownAnswers: new LRUCache({ max: MAX_ENTRIES }),
  };
}
