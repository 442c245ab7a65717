import { siblingModule, startPool, type Threads } from '../engine/workers/pool.ts';
import type { Drawn, Picture } from './picture.ts';

/** Draws pictures in threads of its own. */
export interface Pictures {
  /** Rejects where drawing fails, takes too long, or too many pictures are waiting. */
  draw(picture: Picture, signal?: AbortSignal): Promise<Drawn>;
  /** Draws no more but maps, which are waited for; pictures that come after an answer are given up. */
  hurry(): Promise<void>;
  close(): Promise<void>;
}

/** A picture that comes later than this is of no use any more; a map is waited for. */
const LATEST_MS = 30_000;
const LATEST_MAP_MS = 120_000;

/**
 * Each thread starts with its first picture and ends when there is nothing to draw for a minute.
 * @param deadlineOf fires when a picture that is asked for now is of no use any more
 */
export function startPictures(deadlineOf: (picture: Picture) => AbortSignal = timeLeft): Pictures {
  const quick = startThread(LATEST_MS);
  // A map takes seconds to lay out, which no search should wait for.
  const slow = startThread(LATEST_MAP_MS);
  return {
    async draw(picture, stop) {
      const deadline = deadlineOf(picture);
      const signal = stop ? AbortSignal.any([deadline, stop]) : deadline;
      if (picture.kind !== 'map') return quick.run(picture, { signal });
      return slow.run(picture, { signal, transfer: [picture.vectors.buffer] });
    },
    hurry: () => quick.close(),
    async close() {
      await Promise.all([quick.close(), slow.close()]);
    },
  };
}

function timeLeft({ kind }: Picture): AbortSignal {
  return AbortSignal.timeout(kind === 'map' ? LATEST_MAP_MS : LATEST_MS);
}

function startThread(timeoutMs: number): Threads<Picture, Drawn> {
  return startPool({
    module: siblingModule(import.meta.url, 'draw.worker'),
    name: 'drawWork',
    threads: 1,
    maxWaiting: 50,
    timeoutMs,
    idleMs: 60_000,
    heapMb: 256,
    // Behind the threads that listen: who is answered waits for no picture.
    niceIncrement: 10,
    // Only the font that comes along, so that a picture looks the same on every machine.
    env: { ...process.env, DISABLE_SYSTEM_FONTS_LOAD: '1' },
  });
}
