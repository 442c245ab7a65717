import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { OperatorError } from '../errors.ts';
import { createClap } from './clap/clap.ts';
import { MAX_WINDOWS } from './clap/windows.ts';
import { findFfmpeg } from './decode/choose-decoder.ts';
import { shareFfmpegModule } from './decode/ffmpeg-core.ts';
import { removeAbandonedFolders } from './decode/private-folder.ts';
import { BLOCK_DIMENSIONS, type Embedding, ENGINE_VERSION, mapFeatures } from './embedding.ts';
import type { Engine } from './engine-contract.ts';
import { DEFAULT_OPTIONS, type EmbedOptions, type EngineOptions } from './engine-options.ts';
import { estimateSeconds } from './estimate-seconds.ts';
import { createMetadataReader } from './metadata/create-metadata-reader.ts';
import type { PlayableCopy } from './playback/make-copy.ts';
import type { Relation } from './recordings/recording.ts';
import { reportAnalysis } from './report-analysis.ts';
import { compare, weighQuery } from './score.ts';
import { createFinder } from './search/create-finder.ts';
import type { BoardSound } from './soundboard/make-board-sound.ts';
import type { AnalysisJob, AnalysisOptions, AnalysisResult } from './workers/analyze.worker.ts';
import type { BoardSoundJob } from './workers/board-sound.worker.ts';
import type { CopyJob } from './workers/copy.worker.ts';
import { createPool } from './workers/pool.ts';
import type { RelateJob } from './workers/relate.worker.ts';
import { runStoppable } from './workers/run-stoppable.ts';
import { siblingModule } from './workers/sibling-module.ts';
import { createStopFlag, type Stoppable } from './workers/stop-flag.ts';

export type { Engine } from './engine-contract.ts';
export type { EmbedOptions, EngineOptions } from './engine-options.ts';

/** Fraction of `timeoutMs` for decoding: below 1, so that a slow file fails in the decoder and its thread survives. */
const DECODING_SHARE = 2 / 3;

/** Time after which a thread that is needed only now and then ends if it is idle, in milliseconds. */
const IDLE_MS = 60_000;

/**
 * Starts an engine: its worker threads and, if a model is found, CLAP.
 * Files are decoded and analyzed in worker threads. The calling thread only waits, and compares embeddings.
 * @throws OperatorError `usage` if a native ffmpeg is named that does not run
 */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const settings = { ...DEFAULT_OPTIONS, ...options };
  const { threads, maxWaiting, timeoutMs, decoder, ffmpegPath } = settings;
  if (decoder !== 'wasm' && ffmpegPath && !(await findFfmpeg(ffmpegPath))) {
    throw new OperatorError('usage', `FFMPEG_PATH names ${ffmpegPath}, where no ffmpeg runs. Correct or remove it.`);
  }
  // Compiled before the threads start, because each of them would otherwise compile the module for 0.4 s.
  if (decoder === 'wasm' || (decoder === 'auto' && !ffmpegPath)) await shareFfmpegModule();
  await removeAbandonedFolders();
  const analysisOptions: AnalysisOptions = {
    decoder,
    ffmpegPath,
    maxSeconds: settings.maxSeconds,
    timeoutMs: DECODING_SHARE * timeoutMs,
  };
  const analysisPool = createPool<AnalysisJob, AnalysisResult>({
    module: siblingModule(import.meta.url, 'workers/analyze.worker'),
    name: 'analyze',
    workerData: analysisOptions,
    threads,
    maxWaiting,
    timeoutMs,
  });
  const occasional = { workerData: analysisOptions, threads: 1, timeoutMs, idleMs: IDLE_MS };
  const relatePool = createPool<RelateJob, Relation | null | 'source needed'>({
    module: siblingModule(import.meta.url, 'workers/relate.worker'),
    name: 'relate',
    maxWaiting: Number.POSITIVE_INFINITY,
    ...occasional,
  });
  const copyPool = createPool<CopyJob & Stoppable, PlayableCopy>({
    module: siblingModule(import.meta.url, 'workers/copy.worker'),
    name: 'copy',
    maxWaiting,
    ...occasional,
  });
  const finder = createFinder({ threads, timeoutMs });
  const metadataReader = createMetadataReader();
  const boardSoundPool = createPool<BoardSoundJob & Stoppable, BoardSound>({
    module: siblingModule(import.meta.url, 'workers/board-sound.worker'),
    name: 'boardSound',
    maxWaiting,
    ...occasional,
  });
  const clap = createClap(
    {
      modelsDir: settings.modelsDir,
      id: settings.clapModel,
      dtype: settings.clapDtype,
      // Each thread loads its own network, a few hundred MB. Half as many threads as for the analysis are fast enough.
      threads: Math.max(1, Math.floor(threads / 2)),
      // Allows for every window of the maximum number of sounds, because each window is queued separately.
      maxWaiting: maxWaiting * MAX_WINDOWS,
      timeoutMs,
    },
    settings.onWarning,
  );

  async function analyze(
    source: string | Uint8Array,
    parts: AnalysisJob['parts'],
    { onProgress, findBy, ...queueing }: EmbedOptions & Pick<AnalysisJob, 'findBy'>,
  ): Promise<AnalysisResult> {
    const stopFlag = createStopFlag();
    const withClap = clap.model !== null && parts.includes('features');
    const job: AnalysisJob = { source, parts, withClap, findBy, stopFlag };
    const how = { ...queueing, stopFlag, cost: estimateSeconds(source) };
    if (!onProgress) return analysisPool.run(job, how);
    const { port1, port2 } = new MessageChannel();
    port1.on('message', onProgress);
    try {
      return await analysisPool.run({ ...job, port: port2 }, { ...how, transfer: [port2] });
    } finally {
      // The result of a short job can overtake the messages that its thread sent before.
      for (let late = receiveMessageOnPort(port1); late; late = receiveMessageOnPort(port1)) onProgress(late.message);
      port1.close();
    }
  }

  async function embed(source: string | Uint8Array, how: EmbedOptions): Promise<Embedding> {
    const parts: AnalysisJob['parts'][number][] = ['features'];
    if (how.onSketch) parts.push('sketch');
    if (how.onFingerprint) parts.push('fingerprint');
    if (how.onSearchData) parts.push('searchData');
    if (how.onDescriptors) parts.push('descriptors');
    const { seconds, features, windows, ...derived } = await analyze(source, parts, how);
    report(derived, how);
    // Windows are short jobs, so those of one member may take all threads.
    const { member: _, ...queued } = how;
    const embedded = windows && (await clap.embedAudio(windows, queued));
    return {
      version: ENGINE_VERSION,
      clapModel: embedded?.model ?? null,
      seconds,
      clap: embedded?.vector ?? null,
      features: computed(features),
    };
  }

  /** Hands the parts of an analysis that were requested by callbacks to them. */
  function report({ sketch, fingerprint, searchData, descriptors }: Partial<AnalysisResult>, how: EmbedOptions): void {
    if (sketch) how.onSketch?.(sketch);
    if (fingerprint) how.onFingerprint?.(fingerprint);
    if (searchData) how.onSearchData?.(searchData);
    if (descriptors) how.onDescriptors?.(descriptors);
  }

  const engine: Engine = {
    get mode() {
      return clap.model === null ? 'acoustic' : 'clap';
    },
    get clapModel() {
      return clap.model;
    },
    embed: (source, how = {}) => reportAnalysis(settings.onAnalysis, how, (reported) => embed(source, reported)),
    async embedText(text, how) {
      const { model, vector } = await clap.embedText(text, how);
      // Zeros mark the acoustic features of a text as absent.
      const features = mapFeatures((name) => new Float32Array(BLOCK_DIMENSIONS[name]));
      return { version: ENGINE_VERSION, clapModel: model, seconds: 0, clap: vector, features };
    },
    sketch: async (source, how = {}) => computed((await analyze(source, ['sketch'], how)).sketch),
    async fingerprint(source, how = {}) {
      const { fingerprint, ...derived } = await analyze(source, ['fingerprint', ...alsoRequested(how)], how);
      report(derived, how);
      return computed(fingerprint);
    },
    async searchData(source, how = {}) {
      const { searchData, ...derived } = await analyze(source, ['searchData', ...alsoRequested(how)], how);
      report(derived, how);
      return computed(searchData);
    },
    findQuery: async (source, by, how = {}) => computed((await analyze(source, [], { ...how, findBy: by })).findQuery),
    describe: async (source, how = {}) => computed((await analyze(source, ['descriptors'], how)).descriptors),
    crowdedFrames: async (source, how = {}) => computed((await analyze(source, ['crowded'], how)).crowded),
    find: finder.find,
    async relate(a, b, { isThorough = false, ...how } = {}) {
      if (a.fingerprint.version !== b.fingerprint.version) return null;
      const sideA = { id: a.id, fingerprint: a.fingerprint };
      const sideB = { id: b.id, fingerprint: b.fingerprint };
      const stopFlag = createStopFlag();
      const options = { ...how, stopFlag };
      const first = await relatePool.run({ a: sideA, b: sideB, stopFlag, isThorough }, options);
      if (first !== 'source needed') return first;
      const [sourceA, sourceB] = await Promise.all([a.source(), b.source()]);
      if (sourceA === null || sourceB === null) return null;
      const sides = { a: { ...sideA, source: sourceA }, b: { ...sideB, source: sourceB } };
      const second = await relatePool.run({ ...sides, stopFlag, isThorough }, options);
      if (second === 'source needed') throw new Error('the worker did not use the sources');
      return second;
    },
    copy: runStoppable(copyPool),
    boardSound: runStoppable(boardSoundPool),
    metadata: metadataReader.metadata,
    compare,
    query: weighQuery,
    async refresh() {
      if (settings.clap !== 'off') await clap.refresh();
      return engine.mode;
    },
    async close() {
      await Promise.all([
        analysisPool.close(),
        relatePool.close(),
        copyPool.close(),
        boardSoundPool.close(),
        finder.close(),
        metadataReader.close(),
        clap.close(),
      ]);
    },
  };
  await engine.refresh();
  return engine;
}

/** Returns a part of an analysis that was requested from a worker. */
function computed<T>(part: T | null): T {
  if (part === null) throw new Error('the worker did not compute what was requested');
  return part;
}

/** Returns the parts of an analysis that callbacks request besides the main part. */
function alsoRequested({ onSearchData, onDescriptors }: EmbedOptions): AnalysisJob['parts'] {
  return [...(onSearchData ? (['searchData'] as const) : []), ...(onDescriptors ? (['descriptors'] as const) : [])];
}
