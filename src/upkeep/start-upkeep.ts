import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../engine/engine.ts';
import { ENGINE_VERSION } from '../engine/index.ts';
import type { Log } from '../log.ts';
import type { Libraries } from '../storage/library.ts';
import { reembedStale } from './reembed-stale.ts';

export interface Upkeep {
  /** Stops within the sound that is being listened to. */
  close(): Promise<void>;
}

/** How often the model's files are looked at. */
const LOOK_MS = 60_000;
/** Looks between two tries of what could not be listened to again just now, at the most. */
const MAX_PAUSE = 60;
/** Looks after which no sound that was heard before a change is still about to join its library. */
const SETTLED = 60;

/**
 * In the background: takes up a CLAP model that has appeared or changed, and listens again to the sounds that another
 * model, no model or an older engine heard.
 */
export function startUpkeep(
  { engine, libraries, log }: { engine: Engine; libraries: Libraries; log: Log },
  lookMs = LOOK_MS,
): Upkeep {
  const stop = new AbortController();
  let upToDate = false;
  /** The engine and the model whose work is under way, and the sounds that they cannot hear. */
  let trying: { readonly hearing: string; readonly givenUp: Map<string, string> } | undefined;
  /** Looks until the next try, and after how many that was; both grow while nothing changes. */
  let wait = 0;
  let pause = 0;
  /** Looks until all are looked through once more after a change. */
  let settling = 0;

  const round = async () => {
    const before = engine.mode;
    const mode = await engine.refresh();
    if (mode !== before) log.info({ mode, model: engine.clapModel }, 'mode changed');
    const hearing = `${ENGINE_VERSION} ${engine.clapModel}`;
    const changed = trying?.hearing !== hearing || mode !== before;
    // At the start no sound is about to come that was heard otherwise.
    if (changed && trying) settling = SETTLED;
    if (trying?.hearing !== hearing) trying = { hearing, givenUp: new Map() };
    if (changed || (settling > 0 && --settling === 0)) {
      upToDate = false;
      wait = pause = 0;
    }
    if (upToDate || wait-- > 0) return;
    const { givenUp } = trying;
    const { done, failed, passing } = await reembedStale(engine, libraries, stop.signal, givenUp);
    for (const [id, why] of failed) givenUp.set(id, why);
    if (passing === null) upToDate = true;
    else if (pause === 0) log.warn({ why: passing }, 'some sounds are listened to again later');
    pause = done > 0 ? 1 : Math.min(2 * pause || 1, MAX_PAUSE);
    wait = pause - 1;
    if (done > 0) log.info({ sounds: done }, 'listened again to sounds heard by another engine or model');
    if (failed.size > 0) log.warn({ sounds: Object.fromEntries(failed) }, 'some sounds cannot be heard again');
  };
  const run = async () => {
    while (!stop.signal.aborted) {
      await round().catch((err: unknown) => {
        if (!stop.signal.aborted) log.error({ err }, 'upkeep failed; it goes on in a minute');
      });
      await sleep(lookMs, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
    }
  };
  const running = run();

  return {
    async close() {
      stop.abort();
      await running;
    },
  };
}
