import { createPool, type Pool, siblingModule } from '../engine/workers/pool.ts';
import type { DrawnPicture, Picture } from './picture.ts';

/** Draws pictures in worker threads. */
export interface Pictures {
  /**
   * Rejects if drawing fails or takes too long, or if too many pictures wait.
   * @throws the signal's reason if it aborts
   */
  draw(picture: Picture, signal?: AbortSignal): Promise<DrawnPicture>;
  /**
   * Cancels all pictures but maps, those that wait and those that come.
   * A map is itself the answer to a command; the other pictures are added to an answer later.
   */
  stopAllButMaps(): Promise<void>;
  close(): Promise<void>;
}

/** Time after which a picture that follows an answer is no longer wanted. */
const TIMEOUT_MS = 30_000;
/** Longer for maps, because a member waits for them. */
const MAP_TIMEOUT_MS = 120_000;

/**
 * Starts the drawing threads.
 * Each starts with its first picture and ends after a minute without one.
 * @param deadlineOf returns a signal that aborts when a picture is no longer wanted
 */
export function startPictures(deadlineOf: (picture: Picture) => AbortSignal = defaultDeadline): Pictures {
  const pool = createDrawingPool(TIMEOUT_MS);
  // A map takes seconds, so it has a thread of its own that no search waits for.
  const mapPool = createDrawingPool(MAP_TIMEOUT_MS);
  /** Keeps deadlines alive: Node.js 20 collects a timeout signal that only AbortSignal.any refers to. */
  const deadlines = new Set<AbortSignal>();
  return {
    async draw(picture, stop) {
      const deadline = deadlineOf(picture);
      const signal = stop ? AbortSignal.any([deadline, stop]) : deadline;
      deadlines.add(deadline);
      try {
        if (picture.kind !== 'map') return await pool.run(picture, { signal });
        return await mapPool.run(picture, { signal, transfer: [picture.vectors.buffer] });
      } finally {
        deadlines.delete(deadline);
      }
    },
    stopAllButMaps: () => pool.close(),
    async close() {
      await Promise.all([pool.close(), mapPool.close()]);
    },
  };
}

function defaultDeadline({ kind }: Picture): AbortSignal {
  return AbortSignal.timeout(kind === 'map' ? MAP_TIMEOUT_MS : TIMEOUT_MS);
}

function createDrawingPool(timeoutMs: number): Pool<Picture, DrawnPicture> {
  return createPool({
    module: siblingModule(import.meta.url, 'draw.worker'),
    name: 'draw',
    threads: 1,
    maxWaiting: 50,
    timeoutMs,
    idleMs: 60_000,
    heapMb: 256,
    // Lower priority than the analysis threads, because no answer waits for a picture.
    niceIncrement: 10,
    // Only the packaged fonts, so that a picture looks the same on every machine.
    env: { ...process.env, DISABLE_SYSTEM_FONTS_LOAD: '1' },
  });
}
