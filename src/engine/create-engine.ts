import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { UserError } from '../errors.ts';
import { ClapUnavailable } from './clap/locate.ts';
import { MAX_WINDOWS } from './clap/windows.ts';
import { BLOCK_DIMENSIONS, ENGINE_VERSION, type FeatureName } from './embedding.ts';
import type { EmbedOptions, Engine, EngineOptions } from './engine.ts';
import { type ClapThreads, startClap } from './pool/clap-threads.ts';
import type { Listened, ListenJob } from './pool/listen.ts';
import { beside, startThreads } from './pool/threads.ts';
import { compare, weighQuery } from './score.ts';

const DEFAULTS = {
  modelsDir: 'models',
  clapModel: 'Xenova/clap-htsat-unfused',
  clap: 'auto',
  decoder: 'auto',
  maxSeconds: 600,
  maxWaiting: 200,
} as const satisfies EngineOptions;

/** Longest that one sound may keep a thread busy. */
const TIMEOUT_MS = 60_000;

/**
 * Starts an engine: its worker threads and, where a model is found, CLAP. All decoding and listening happens in those
 * threads; the caller's thread only waits and compares.
 */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const settings = { ...DEFAULTS, threads: availableParallelism(), ...options };
  const ears = startThreads<ListenJob, Listened>({
    module: beside(import.meta.url, 'pool/listen'),
    name: 'listen',
    threads: settings.threads,
    maxWaiting: settings.maxWaiting,
    timeoutMs: TIMEOUT_MS,
  });
  const clapSettings = {
    modelsDir: settings.modelsDir,
    id: settings.clapModel,
    // Each thread holds a network of a few hundred MB; half the cores keep up with the ears.
    threads: Math.max(1, Math.floor(settings.threads / 2)),
    // A sound's windows wait one by one, and the sound has waited its turn already.
    maxWaiting: settings.maxWaiting * MAX_WINDOWS,
    timeoutMs: TIMEOUT_MS,
  };
  let clap: ClapThreads | null = null;
  const engine: Engine = {
    get mode() {
      return clap ? 'clap' : 'acoustic';
    },
    get clapModel() {
      return clap?.model ?? null;
    },
    async embed(source, how = {}) {
      const heard = await listen(source, how);
      const meaning = heard.windows && (await hear(heard.windows, how));
      return {
        version: ENGINE_VERSION,
        clapModel: meaning?.model ?? null,
        seconds: heard.seconds,
        clap: meaning?.vector ?? null,
        features: heard.features,
      };
    },
    async embedText(text, how = {}) {
      if (!clap) throw needsClap();
      const meaning = await clap.read(text, how);
      return {
        version: ENGINE_VERSION,
        clapModel: meaning.model,
        seconds: 0,
        clap: meaning.vector,
        features: absent(),
      };
    },
    compare,
    query: weighQuery,
    async refresh() {
      if (clap || settings.clap === 'off') return engine.mode;
      clap = await startClap(clapSettings).catch((error: unknown) => {
        // No model is a normal way to run; a model that fails is something to mend.
        if (!(error instanceof ClapUnavailable && error.reason === 'missing')) settings.onWarning?.(noClap(error));
        return null;
      });
      return engine.mode;
    },
    async close() {
      await Promise.all([ears.close(), clap?.close()]);
    },
  };
  await engine.refresh();
  return engine;

  async function listen(source: string | Uint8Array, { onProgress, ...how }: EmbedOptions): Promise<Listened> {
    const job: ListenJob = {
      source,
      decoder: settings.decoder,
      ...(settings.ffmpegPath !== undefined && { ffmpegPath: settings.ffmpegPath }),
      withClap: clap !== null,
      maxSeconds: settings.maxSeconds,
      timeoutMs: TIMEOUT_MS,
    };
    if (!onProgress) return ears.run(job, how);
    const { port1, port2 } = new MessageChannel();
    port1.on('message', onProgress);
    try {
      return await ears.run({ ...job, port: port2 }, { ...how, transfer: [port2] });
    } finally {
      port1.close();
    }
  }

  /** Null where CLAP fails: the sound then goes on its acoustic features alone, as does every one after it. */
  async function hear(windows: NonNullable<Listened['windows']>, how: EmbedOptions) {
    const model = clap;
    if (!model) return null;
    try {
      return await model.hear(windows, how);
    } catch (error) {
      how.signal?.throwIfAborted();
      if (!(error instanceof ClapUnavailable)) throw error;
      settings.onWarning?.(noClap(error));
      if (clap === model) clap = null;
      await model.close();
      return null;
    }
  }
}

function noClap(error: unknown): string {
  return `CLAP cannot be used, so sounds are compared by their acoustic features alone: ${
    error instanceof Error ? error.message : String(error)
  }`;
}

function needsClap(): UserError {
  return new UserError(
    'needs-clap',
    'Searching by words needs the CLAP model, which is not installed here. Attach a sound instead.',
  );
}

function absent(): Record<FeatureName, Float32Array> {
  const zeros = (name: FeatureName) => new Float32Array(BLOCK_DIMENSIONS[name]);
  return {
    mfcc: zeros('mfcc'),
    chroma: zeros('chroma'),
    contrast: zeros('contrast'),
    rhythm: zeros('rhythm'),
    zcr: zeros('zcr'),
    rms: zeros('rms'),
  };
}
