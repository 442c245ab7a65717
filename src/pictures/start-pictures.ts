import { Piscina } from 'piscina';
import { sourceHooks } from '../engine/pool/source-hooks.ts';
import { behind, beside } from '../engine/pool/threads.ts';
import type { Drawn, Picture } from './picture.ts';

/** Draws pictures in threads of its own. */
export interface Pictures {
  /** Rejects where drawing fails, takes too long, or too many pictures are waiting. */
  draw(picture: Picture): Promise<Drawn>;
  /** Draws no more but maps, which are waited for; pictures that come after an answer are given up. */
  hurry(): Promise<void>;
  close(): Promise<void>;
}

/** A picture that comes later than this is of no use any more; a map is waited for. */
const LATEST_MS = 30_000;
const LATEST_MAP_MS = 120_000;
const MAX_WAITING = 50;
const IDLE_MS = 60_000;
/** Behind the threads that listen: who is answered waits for no picture. */
const DRAWING = 10;

/** Each thread starts with its first picture and ends when there is nothing to draw for a minute. */
export function startPictures(): Pictures {
  const quick = startThread();
  // A map takes seconds to lay out, which no search should wait for.
  const slow = startThread();
  let hurried = false;
  return {
    async draw(picture) {
      if (picture.kind !== 'map') {
        // A pool that was destroyed would start a new thread.
        if (hurried) throw new Error('pictures are not drawn any more');
        return quick.run(picture, { signal: AbortSignal.timeout(LATEST_MS) });
      }
      const signal = AbortSignal.timeout(LATEST_MAP_MS);
      return slow.run(picture, { signal, transferList: [picture.vectors.buffer] });
    },
    async hurry() {
      hurried = true;
      await quick.destroy();
    },
    async close() {
      await Promise.all([quick.destroy(), slow.destroy()]);
    },
  };
}

function startThread(): Piscina<Picture, Drawn> {
  const module = beside(import.meta.url, 'draw');
  const pool = new Piscina<Picture, Drawn>({
    filename: module.href,
    ...sourceHooks(module),
    name: 'draw',
    minThreads: 0,
    maxThreads: 1,
    maxQueue: MAX_WAITING,
    idleTimeout: IDLE_MS,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    ...behind(DRAWING),
    atomics: 'disabled',
    // Only the font that comes along, so that a picture looks the same on every machine.
    env: { ...process.env, DISABLE_SYSTEM_FONTS_LOAD: '1' },
  });
  // A thread that dies between pictures is replaced; nobody waits for it.
  pool.on('error', () => undefined);
  return pool;
}
