import { createPool, type Pool, ThreadsUnavailable } from '../engine/workers/pool.ts';
import { siblingModule } from '../engine/workers/sibling-module.ts';
import { ensureHomeFolder } from './ensure-home-folder.ts';
import type { DrawnPicture, Picture } from './picture.ts';

export interface Pictures {
  /**
   * Draws a picture. Rejects if drawing fails or is too slow, if too many pictures wait, and if the signal aborts.
   * @throws PicturesUnavailable if the bot stops, or if this machine cannot draw
   */
  draw(picture: Picture, signal?: AbortSignal): Promise<DrawnPicture>;
  /** Cancels all queued, running and later pictures except maps, because a map is itself the answer to a command. */
  stopAllButMaps(): Promise<void>;
  close(): Promise<void>;
}

/** Thrown for a picture that is not drawn because the bot stops, or because this machine cannot draw. */
export class PicturesUnavailable extends Error {
  override readonly name = 'PicturesUnavailable';
}

/** Time in milliseconds after which a picture that is added to an answer is no longer wanted. */
const TIMEOUT_MS = 30_000;
/** Time in milliseconds after which a map is no longer wanted. It is longer, because a member waits for the map. */
const MAP_TIMEOUT_MS = 120_000;

/**
 * Starts the drawing threads.
 * Each thread starts with its first picture and ends after a minute without pictures.
 * @param deadlineOf returns a signal that aborts when a picture is no longer wanted
 */
export function startPictures(deadlineOf: (picture: Picture) => AbortSignal = defaultDeadline): Pictures {
  ensureHomeFolder();
  const pool = createDrawingPool(TIMEOUT_MS);
  // Drawing a map takes seconds, so maps have a thread of their own, and pictures of searches do not wait for them.
  const mapPool = createDrawingPool(MAP_TIMEOUT_MS);
  /** Keeps deadlines alive: Node.js 20 garbage-collects a timeout signal that only AbortSignal.any refers to. */
  const deadlines = new Set<AbortSignal>();
  let isStopped = false;
  return {
    async draw(picture, stop) {
      const deadline = deadlineOf(picture);
      const signal = stop ? AbortSignal.any([deadline, stop]) : deadline;
      deadlines.add(deadline);
      try {
        if (picture.kind !== 'map') return await pool.run(picture, { signal });
        return await mapPool.run(picture, { signal, transfer: [picture.vectors.buffer] });
      } catch (cause) {
        const isUnavailable = isStopped || cause instanceof ThreadsUnavailable;
        throw isUnavailable ? new PicturesUnavailable('no pictures are drawn', { cause }) : cause;
      } finally {
        deadlines.delete(deadline);
      }
    },
    async stopAllButMaps() {
      isStopped = true;
      await pool.close();
    },
    async close() {
      isStopped = true;
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
    // The priority is below that of the analysis threads, because no answer waits for a picture.
    niceIncrement: 10,
    // Only the packaged fonts are loaded, so that a picture looks the same on every machine.
    env: { ...process.env, DISABLE_SYSTEM_FONTS_LOAD: '1' },
  });
}
