import { setTimeout as sleep } from 'node:timers/promises';
import { type FetchOptions, type FetchProgress, fetchModel } from '../engine/clap/fetch-model.ts';
import type { Engine } from '../engine/engine.ts';
import type { Log } from '../log.ts';

/** Pause after the first failed download, doubled for each further one. */
const FIRST_PAUSE_MS = 60_000;
const MAX_PAUSE_MS = 6 * 60 * 60_000;

export interface ClapDownload {
  /** Number of bytes received so far, and in total if that is known. Null if no download is running. */
  readonly progress: { readonly received: number; readonly total: number | null } | null;
  /** Resolves when the model is installed, or the download is aborted. */
  readonly done: Promise<void>;
  /** Aborts the download. The next download resumes after the bytes that were received. */
  close(): Promise<void>;
}

/**
 * Downloads the CLAP model in the background if the engine has none, and then loads it into the engine.
 * If the download fails, the bot continues without CLAP, one line in the log says why, and the hub is asked again
 * after growing pauses.
 */
export function fetchClap(
  { engine, log }: { engine: Engine; log: Log },
  options: FetchOptions,
  pause: (ms: number, signal: AbortSignal) => Promise<unknown> = (ms, signal) =>
    sleep(ms, undefined, { signal, ref: false }),
): ClapDownload {
  const stop = new AbortController();
  let progress: ClapDownload['progress'] = null;
  const onProgress = ({ received, total }: FetchProgress) => {
    progress = { received, total };
  };
  const fetch = async () => {
    if (engine.mode === 'clap') return;
    log.info({ folder: options.modelsDir }, 'no CLAP model is installed; downloading it in the background');
    const { folder } = await fetchModel({ onProgress, ...options, signal: stop.signal });
    await engine.refresh();
    log.info({ folder, mode: engine.mode }, 'the CLAP model was downloaded');
  };
  const fetchUntilDone = async () => {
    for (let ms = FIRST_PAUSE_MS; ; ms = Math.min(2 * ms, MAX_PAUSE_MS)) {
      try {
        return await fetch();
      } catch (error) {
        progress = null;
        stop.signal.throwIfAborted();
        const why = error instanceof Error ? error.message : String(error);
        const minutes = Math.round(ms / 60_000);
        log.warn(
          { why, minutes },
          'the CLAP model could not be downloaded; only acoustic features are compared until it is. Trying again later',
        );
        await pause(ms, stop.signal);
      }
    }
  };
  const done = fetchUntilDone()
    .catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    })
    .finally(() => {
      progress = null;
    });
  return {
    get progress() {
      return progress;
    },
    done,
    async close() {
      stop.abort();
      await done;
    },
  };
}
