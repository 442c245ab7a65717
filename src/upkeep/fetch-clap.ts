import { type FetchOptions, type FetchProgress, fetchModel } from '../engine/clap/fetch.ts';
import type { Engine } from '../engine/engine.ts';
import type { Log } from '../log.ts';

/** A download in the background. */
export interface Fetching {
  /** Bytes that are there by now, and all of them where that is known; null while nothing is downloaded. */
  readonly progress: { readonly received: number; readonly total: number | null } | null;
  /** Settles when it is over, however it went. */
  readonly done: Promise<void>;
  /** Stops it; what has arrived is kept for the next time. */
  close(): Promise<void>;
}

/**
 * Downloads the CLAP model where the engine has none, while the bot works without it, and lets the engine take it up.
 * Where that fails the bot goes on as it is, and one line in the log says what to do.
 */
export function fetchClap({ engine, log }: { engine: Engine; log: Log }, options: FetchOptions): Fetching {
  const stop = new AbortController();
  let progress: Fetching['progress'] = null;
  const onProgress = ({ received, total }: FetchProgress) => {
    progress = { received, total };
  };
  const fetch = async () => {
    if (engine.mode === 'clap') return;
    log.info({ folder: options.modelsDir }, 'no CLAP model here: downloading it in the background');
    const { folder } = await fetchModel({ onProgress, ...options, signal: stop.signal });
    await engine.refresh();
    log.info({ folder, mode: engine.mode }, 'the CLAP model is here');
  };
  const fetched = fetch().finally(() => {
    progress = null;
  });
  const done = fetched.catch((error: unknown) => {
    if (stop.signal.aborted) return;
    const why = error instanceof Error ? error.message : String(error);
    log.warn(
      { why },
      'the CLAP model was not downloaded; sounds are compared by their acoustic features. node dist/fetch-model.js tries again',
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
