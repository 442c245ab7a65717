import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../engine/engine.ts';
import { ENGINE_VERSION } from '../engine/index.ts';
import type { Log } from '../log.ts';
import type { Libraries } from '../storage/libraries.ts';
import { refreshSounds } from './refresh-sounds.ts';

export interface Upkeep {
  /** Aborts the analysis in progress and resolves once the upkeep has ended. */
  close(): Promise<void>;
}

/** Milliseconds between two checks of the files of the model. */
const CHECK_MS = 60_000;
/** Maximum number of checks between two attempts to re-embed the sounds that could not be analyzed. */
const MAX_PAUSE = 60;
/**
 * Number of checks between a change of the model and the final scan of all libraries. By then, every sound whose
 * analysis started before the change has been stored.
 */
const FINAL_SCAN = 60;

/**
 * Keeps the engine and the libraries up to date in the background: loads a CLAP model that was installed or replaced,
 * and re-embeds the sounds that an older engine, another model or no model has analyzed.
 */
export function startUpkeep(
  { engine, libraries, log }: { engine: Engine; libraries: Libraries; log: Log },
  checkMs = CHECK_MS,
): Upkeep {
  const stop = new AbortController();
  let upToDate = false;
  /** The engine version and the model of the current attempt, and the sounds that cannot be analyzed with them. */
  let current: { readonly identity: string; readonly failed: Map<string, string> } | undefined;
  /** `wait`: number of checks until the next attempt. `pause`: number between two attempts; doubles after a failure. */
  let wait = 0;
  let pause = 0;
  /** Number of checks until the final scan; 0 if no final scan is due. */
  let untilFinalScan = 0;

  const check = async () => {
    const before = engine.mode;
    const mode = await engine.refresh();
    if (mode !== before) log.info({ mode, model: engine.clapModel }, 'mode changed');
    const identity = `${ENGINE_VERSION} ${engine.clapModel}`;
    const changed = current?.identity !== identity || mode !== before;
    // At startup no analysis is in progress, so no final scan is needed.
    if (changed && current) untilFinalScan = FINAL_SCAN;
    if (current?.identity !== identity) current = { identity, failed: new Map() };
    if (changed || (untilFinalScan > 0 && --untilFinalScan === 0)) {
      upToDate = false;
      wait = pause = 0;
    }
    if (upToDate || wait-- > 0) return;
    const { done, failed, retryReason } = await refreshSounds(engine, libraries, stop.signal, current.failed);
    for (const [id, reason] of failed) current.failed.set(id, reason);
    if (retryReason === null) upToDate = true;
    else if (pause === 0) log.warn({ why: retryReason }, 'some sounds will be re-embedded later');
    pause = done > 0 ? 1 : Math.min(2 * pause || 1, MAX_PAUSE);
    wait = pause - 1;
    if (done > 0) log.info({ sounds: done }, 're-embedded sounds of another engine version or model');
    if (failed.size > 0) log.warn({ sounds: Object.fromEntries(failed) }, 'some sounds cannot be re-embedded');
  };
  const run = async () => {
    while (!stop.signal.aborted) {
      await check().catch((err: unknown) => {
        if (!stop.signal.aborted) log.error({ err }, 'upkeep failed; the next attempt is in a minute');
      });
      await sleep(checkMs, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
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
