import { type FetchOptions, fetchModel } from '../engine/clap/fetch-model.ts';
import type { Engine } from '../engine/engine.ts';
import type { Log } from '../log.ts';

/** A download in the background. */
export interface Fetching {
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
  const fetch = async () => {
    if (engine.mode === 'clap') return;
    log.info({ folder: options.modelsDir }, 'no CLAP model here: downloading it in the background');
    const { folder } = await fetchModel({ ...options, signal: stop.signal });
    await engine.refresh();
    log.info({ folder, mode: engine.mode }, 'the CLAP model is here');
  };
  const done = fetch().catch((error: unknown) => {
    if (stop.signal.aborted) return;
    const why = error instanceof Error ? error.message : String(error);
    log.warn(
      { why },
      'the CLAP model was not downloaded; sounds are compared by their acoustic features. npm run model tries again',
    );
  });
  return {
    done,
    async close() {
      stop.abort();
      await done;
    },
  };
}
