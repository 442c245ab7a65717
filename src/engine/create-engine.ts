import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { UserError } from '../errors.ts';
import { createClapSwitch } from './clap/clap.ts';
import { ClapUnavailable, DEFAULT_MODEL } from './clap/locate.ts';
import { MAX_WINDOWS } from './clap/windows.ts';
import { BLOCK_DIMENSIONS, ENGINE_VERSION, type FeatureName } from './embedding.ts';
import type { EmbedOptions, Engine, EngineOptions } from './engine.ts';
import { compare, weighQuery } from './score.ts';
import type { Listened, ListenJob } from './workers/analyze.worker.ts';
import { siblingModule, startPool } from './workers/pool.ts';

const DEFAULTS = {
  modelsDir: 'models',
  clapModel: DEFAULT_MODEL,
  clapDtype: 'q8',
  clap: 'auto',
  decoder: 'auto',
  maxSeconds: 600,
  // A program that embeds a thousand files at once means it; the bot sets a bound.
  maxWaiting: Number.POSITIVE_INFINITY,
  timeoutMs: 60_000,
  onWarning: () => {},
} as const satisfies EngineOptions;

/** Less than the thread has, so that who sent what cannot be decoded is told that, and the thread stays. */
const DECODING_SHARE = 2 / 3;

/**
 * Starts an engine: its worker threads and, where a model is found, CLAP. All decoding and listening happens in those
 * threads; the caller's thread only waits and compares.
 */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const settings = { ...DEFAULTS, threads: availableParallelism(), ...options };
  const ears = startPool<ListenJob, Listened>({
    module: siblingModule(import.meta.url, 'workers/analyze.worker'),
    name: 'listen',
    threads: settings.threads,
    maxWaiting: settings.maxWaiting,
    timeoutMs: settings.timeoutMs,
  });
  const clap = createClapSwitch(
    {
      modelsDir: settings.modelsDir,
      id: settings.clapModel,
      dtype: settings.clapDtype,
      ...(settings.clapPrompt !== undefined && { prompt: settings.clapPrompt }),
      // Each thread holds a network of a few hundred MB; half the cores keep up with the ears.
      threads: Math.max(1, Math.floor(settings.threads / 2)),
      // A sound's windows wait one by one, and the sound has waited its turn already.
      maxWaiting: settings.maxWaiting * MAX_WINDOWS,
      timeoutMs: settings.timeoutMs,
    },
    settings.onWarning,
  );
  const engine: Engine = {
    get mode() {
      return clap.current ? 'clap' : 'acoustic';
    },
    get clapModel() {
      return clap.current?.model ?? null;
    },
    async embed(source, how = {}) {
      const heard = await listen(source, { ...how, sketch: how.onSketch ? 'also' : 'none' });
      if (!heard.features) throw new Error('the worker answered without features');
      if (heard.sketch) how.onSketch?.(heard.sketch);
      const meaning = heard.windows && (await clap.hear(heard.windows, how));
      return {
        version: ENGINE_VERSION,
        clapModel: meaning?.model ?? null,
        seconds: heard.seconds,
        clap: meaning?.vector ?? null,
        features: heard.features,
      };
    },
    async embedText(text, how = {}) {
      const reader = clap.current;
      if (!reader) throw needsClap();
      const meaning = await reader.read(text, how).catch((cause: unknown) => {
        how.signal?.throwIfAborted();
        // Its threads were stopped because the model changed meanwhile; who asks again asks the new one.
        if (reader !== clap.current) throw new UserError({ code: 'busyAnalyzing', seconds: 5 }, { cause });
        // Sounds are heard all the same: each of the model's two networks can be missing without the other.
        if (cause instanceof ClapUnavailable) throw cannotRead(cause);
        throw cause;
      });
      return {
        version: ENGINE_VERSION,
        clapModel: meaning.model,
        seconds: 0,
        clap: meaning.vector,
        features: absent(),
      };
    },
    async sketch(source, how = {}) {
      const { sketch } = await listen(source, { ...how, sketch: 'only' });
      if (!sketch) throw new Error('the worker answered without a sketch');
      return sketch;
    },
    compare,
    query: weighQuery,
    async refresh() {
      if (settings.clap !== 'off') await clap.refresh();
      return engine.mode;
    },
    async close() {
      await Promise.all([ears.close(), clap.close()]);
    },
  };
  await engine.refresh();
  return engine;

  async function listen(
    source: string | Uint8Array,
    { onProgress, sketch, ...how }: EmbedOptions & Pick<ListenJob, 'sketch'>,
  ): Promise<Listened> {
    const job: ListenJob = {
      source,
      decoder: settings.decoder,
      ...(settings.ffmpegPath !== undefined && { ffmpegPath: settings.ffmpegPath }),
      withClap: clap.current !== null && sketch !== 'only',
      sketch,
      maxSeconds: settings.maxSeconds,
      timeoutMs: DECODING_SHARE * settings.timeoutMs,
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
}

function needsClap(): UserError {
  return new UserError({ code: 'wordsNeedClap' });
}

function cannotRead(cause: ClapUnavailable): UserError {
  return new UserError({ code: 'wordsUnreadable' }, { cause });
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
