import { LRUCache } from 'lru-cache';
import type { App } from '../app.ts';

/** Maximum number of queries, of changes and of answers in the caches. A query takes about 20 KB. */
const MAX_ENTRIES = 500;
/** Maximum number of sketches in the cache. A sketch takes 15 KB. */
const MAX_SKETCHES = 200;
/** Maximum total size of the analyses of sounds that members are asked about, in bytes. */
const MAX_ANALYSES_BYTES = 32 * 2 ** 20;
/** Bytes of an embedding. */
const EMBEDDING_BYTES = 20_000;
/** Maximum total size of the copies for playing, in bytes, and the time for which a copy is kept, in milliseconds. */
const MAX_COPY_BYTES = 32 * 2 ** 20;
const COPY_MS = 10 * 60_000;
/** Maximum number of analyzed sounds of soundboards: each takes about 20 KB. */
const MAX_BOARD_SOUNDS = 2000;
/** Time after which a soundboard is read again, because an event of its change can be lost, in milliseconds. */
const BOARD_MS = 5 * 60_000;
/** Time during which a removed sound can be restored, in milliseconds. */
const UNDO_MS = 60_000;

type Caches = Pick<
  App,
  | 'queries'
  | 'analyses'
  | 'pendingChanges'
  | 'removedSounds'
  | 'sketches'
  | 'copies'
  | 'boards'
  | 'boardAnalyses'
  | 'shownAnswers'
>;

/**
 * Creates the caches of the bot. Each evicts its least recently used entries.
 * @param maxRemovedBytes maximum total size of the removed sounds that can be restored
 */
export function createCaches(maxRemovedBytes = 128 * 2 ** 20): Caches {
  return {
    queries: new LRUCache({ max: MAX_ENTRIES }),
    analyses: new LRUCache({
      maxSize: MAX_ANALYSES_BYTES,
      sizeCalculation: ({ fingerprint, searchData }) =>
        EMBEDDING_BYTES + (fingerprint?.data.length ?? 0) + (searchData?.data.length ?? 0),
    }),
    pendingChanges: new LRUCache({ max: MAX_ENTRIES }),
    removedSounds: new LRUCache({
      maxSize: maxRemovedBytes,
      sizeCalculation: ({ sound }) => Math.max(1, sound.audio.length),
      ttl: UNDO_MS,
      // Frees the memory of a removed sound when its time is over, even if the cache is not used again.
      ttlAutopurge: true,
    }),
    sketches: new LRUCache({ max: MAX_SKETCHES }),
    copies: new LRUCache({
      maxSize: MAX_COPY_BYTES,
      sizeCalculation: ({ audio }) => Math.max(1, audio.length),
      ttl: COPY_MS,
      ttlAutopurge: true,
    }),
    boards: new LRUCache({ max: MAX_ENTRIES, ttl: BOARD_MS }),
    boardAnalyses: new LRUCache({ max: MAX_BOARD_SOUNDS }),
    shownAnswers: new LRUCache({ max: MAX_ENTRIES }),
  };
}
