import { type FetchOptions, type FetchProgress, fetchModel } from '../engine/clap/fetch-model.ts';
import type { Engine } from '../engine/engine.ts';
import type { Log } from '../log.ts';

/** A download of the CLAP model in the background. */
export interface ClapDownload {
  /** Bytes received so far, and the total if it is known. Null if no download is running. */
  readonly progress: { readonly received: number; readonly total: number | null } | null;
  /** Resolves when the download has ended, also after a failure. */
  readonly done: Promise<void>;
  /** Aborts the download. The next download continues from the bytes received. */
  close(): Promise<void>;
}

/**
 * Downloads the CLAP model in the background if the engine has none, and then loads it into the engine.
 * If the download fails, the bot continues without CLAP, and one line in the log says what to do.
 */
export function fetchClap({ engine, log }: { engine: Engine; log: Log }, options: FetchOptions): ClapDownload {
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
  const fetched = fetch().finally(() => {
    progress = null;
  });
  const done = fetched.catch((error: unknown) => {
    if (stop.signal.aborted) return;
    const why = error instanceof Error ? error.message : String(error);
    log.warn(
      { why },
      'the CLAP model could not be downloaded; only acoustic features are compared. Run "node dist/cli.js model" to retry',
    );
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
