import { UserError } from '../../errors.ts';
import { createPool, type RunOptions } from '../workers/pool.ts';
import { siblingModule } from '../workers/sibling-module.ts';
import type { ClapVector, WindowResult } from './clap.worker.ts';
import { ClapUnavailable } from './clap-unavailable.ts';
import { type ClapFiles, type ClapOptions, locateModel } from './locate-model.ts';
import { meanEmbedding } from './mean-embedding.ts';

export interface ClapPoolOptions extends ClapOptions {
  readonly threads: number;
  /** Maximum number of queued windows and descriptions. A further one is rejected as busy. */
  readonly maxWaiting: number;
  /** Maximum time to embed one window or description, in milliseconds. */
  readonly timeoutMs: number;
}

/** CLAP in worker threads. A model may be missing, load, fail or be replaced while the process runs. */
interface Clap {
  /** Identity of the loaded model; null while none is loaded. */
  readonly model: string | null;
  /**
   * Embeds a sound as the mean of the unit vectors of its windows, scaled to length 1.
   * Transfers the buffers of the windows to the worker threads.
   * @returns null if no model is loaded or the model fails; the sound is then compared by its acoustic features alone
   */
  embedAudio(windows: readonly Float32Array<ArrayBuffer>[], options?: RunOptions): Promise<ClapVector | null>;
  /**
   * Embeds a description in words.
   * @throws UserError if no model is loaded, or the model has no text network or was just replaced
   */
  embedText(text: string, options?: RunOptions): Promise<ClapVector>;
  /** Checks the model's files again. Loads a new or changed model, and unloads a removed model. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Creates CLAP without loading a model; `refresh` loads it.
 * @param onWarning called once per distinct reason if an installed model cannot be used
 */
export function createClap(options: ClapPoolOptions, onWarning: (message: string) => void): Clap {
  let loaded: LoadedModel | null = null;
  let lastWarning: string | null = null;
  let refreshing: Promise<void> | null = null;

  const unload = async () => {
    const old = loaded;
    loaded = null;
    await old?.close();
  };
  const fail = async (error: unknown) => {
    if (!(error instanceof ClapUnavailable)) throw error;
    const wasLoaded = loaded !== null;
    await unload();
    // Running without a model is normal. Losing a loaded model, or having a broken one, is worth a warning.
    if ((error.reason !== 'missing' || wasLoaded) && error.message !== lastWarning) {
      lastWarning = error.message;
      onWarning(`CLAP cannot be used, so sounds are compared by their acoustic features alone: ${error.message}`);
    }
  };
  const checkFiles = async () => {
    try {
      const files = await locateModel(options);
      if (loaded?.stamp === files.stamp) return;
      await unload();
      loaded = await loadInThreads(options, files);
      lastWarning = null;
    } catch (error) {
      await fail(error);
    }
  };

  return {
    get model() {
      return loaded?.id ?? null;
    },
    async embedAudio(windows, how) {
      const model = loaded;
      if (!model) return null;
      try {
        // Each window is a separate job, so that a long sound does not delay a short one.
        const vectors = await Promise.all(
          windows.map((window) => model.embedWindow(window, { ...how, transfer: [window.buffer] })),
        );
        return { model: model.id, vector: meanEmbedding(vectors) };
      } catch (error) {
        how?.signal?.throwIfAborted();
        // If the model was unloaded meanwhile, it did not fail: this error only shows that its threads were closed.
        if (model === loaded) await fail(error);
        return null;
      }
    },
    async embedText(text, how) {
      const model = loaded;
      if (!model) throw new UserError({ code: 'wordsNeedClap' });
      try {
        return { model: model.id, vector: await model.embedText(text, how) };
      } catch (cause) {
        how?.signal?.throwIfAborted();
        // The model was replaced meanwhile. If the member tries again, the new model is used.
        if (model !== loaded) throw new UserError({ code: 'busyAnalyzing', seconds: 5 }, { cause });
        // The model stays loaded for sounds: only its text network is unusable.
        if (cause instanceof ClapUnavailable) throw new UserError({ code: 'wordsUnreadable' }, { cause });
        throw cause;
      }
    },
    refresh() {
      refreshing ??= checkFiles().finally(() => {
        refreshing = null;
      });
      return refreshing;
    },
    async close() {
      await refreshing;
      await unload();
    },
  };
}

interface LoadedModel {
  readonly id: string;
  /** Sizes and modification times of the loaded files; see `ClapFiles`. */
  readonly stamp: string;
  embedWindow(window: Float32Array, options?: RunOptions): Promise<Float32Array>;
  embedText(text: string, options?: RunOptions): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Starts the worker threads, and loads the model in one of them to show that it works. @throws ClapUnavailable */
async function loadInThreads(settings: ClapPoolOptions, { folder, stamp }: ClapFiles): Promise<LoadedModel> {
  const { threads, maxWaiting, timeoutMs, ...options } = settings;
  const shared = {
    workerData: options,
    maxWaiting,
    timeoutMs,
    // ONNX Runtime crashes the process if its thread is terminated, and leaks memory whenever it loads a model again.
    uninterruptible: true,
  };
  const module = siblingModule(import.meta.url, 'clap.worker');
  const pool = createPool<Float32Array | null, WindowResult>({ ...shared, module, name: 'embedWindow', threads });
  // One thread embeds all descriptions, because the text network is four times as large as the audio network.
  const textModule = siblingModule(import.meta.url, 'clap-text.worker');
  const textPool = createPool<string, ClapVector>({
    ...shared,
    module: textModule,
    name: 'embedText',
    threads: 1,
    // The thread starts with the first description, and never ends.
    idleMs: Number.POSITIVE_INFINITY,
  });
  // Not always awaited, because a thread that is still loading the model cannot be interrupted.
  const close = async () => {
    await Promise.all([pool.close(), textPool.close()]);
  };
  try {
    const { model: id } = await pool.run(null).catch((cause: unknown) => {
      // The pool's error says that a sound took too long, but here the model took too long to load.
      if (!(cause instanceof UserError)) throw cause;
      throw new ClapUnavailable('unsupported', `${folder} takes too long, or too much memory, to load here`, { cause });
    });
    const vectorOf = ({ model, vector }: WindowResult): Float32Array => {
      // A replaced thread may have loaded newer files, and vectors of two models must not be mixed.
      if (model !== id) throw new ClapUnavailable('replaced', `the model is now ${model}`);
      if (!vector) throw new Error('the worker returned no vector');
      return vector;
    };
    return {
      id,
      stamp,
      embedWindow: async (window, how) => vectorOf(await pool.run(window, how)),
      embedText: async (text, how) => vectorOf(await textPool.run(text, how)),
      close,
    };
  } catch (error) {
    void close();
    throw error;
  }
}
