import { engineOptions, readConfig } from '../config.ts';
import type { Descriptors } from './descriptors/descriptors.ts';
import type { Fingerprint } from './recordings/recording.ts';
import type { AnalysisEvent, AnalysisStage } from './report-analysis.ts';
import type { SearchData } from './search/search-data.ts';
import type { Sketch } from './sketch.ts';

/** How a job of the engine waits for a thread, and how it is stopped. */
export interface QueueOptions {
  /** Aborts the analysis itself, not only the caller's wait for its result. */
  readonly signal?: AbortSignal;
  /** Name of the file's queue lane, usually the id of a Discord server. Lanes get equal processor time. */
  readonly lane?: string;
  /** Id of the member who waits. Members of a lane get equal processor time. */
  readonly member?: string;
}

/** Options of an analysis. */
export interface EmbedOptions extends QueueOptions {
  readonly onProgress?: (stage: Exclude<AnalysisStage, 'waiting'>) => void;
  /** Receives the data for pictures of the sound, so that a picture does not need a second decoding. */
  readonly onSketch?: (sketch: Sketch) => void;
  /** Receives the fingerprint of the sound, so that the fingerprint does not need a second decoding. */
  readonly onFingerprint?: (fingerprint: Fingerprint) => void;
  /** Receives the data to find the sound by tune, beat and part. */
  readonly onSearchData?: (searchData: SearchData) => void;
  /** Receives the descriptors of the sound, so that the descriptors do not need a second decoding. */
  readonly onDescriptors?: (descriptors: Descriptors) => void;
}

export interface EngineOptions {
  /** Folder that may contain the CLAP model; default `models`. */
  readonly modelsDir?: string;
  /** Id of the model on Hugging Face, which is also its path below `modelsDir`. */
  readonly clapModel?: string;
  /** Preferred precision of the model: quantized (default) or full. If it is missing, the other one is used. */
  readonly clapDtype?: 'q8' | 'fp32';
  /** `auto` (the default): CLAP if the model is found; `off`: acoustic features alone. */
  readonly clap?: 'auto' | 'off';
  readonly threads?: number;
  readonly decoder?: 'auto' | 'native' | 'wasm';
  readonly ffmpegPath?: string;
  readonly maxSeconds?: number;
  /** Maximum number of files that wait for a thread. A further file is rejected as busy. By default unlimited. */
  readonly maxWaiting?: number;
  /** Maximum time of one file in a thread, in milliseconds. Decoding may take two thirds of it. */
  readonly timeoutMs?: number;
  /** Called with a warning for the operator if CLAP fails. The text says why. */
  readonly onWarning?: (message: string) => void;
  /** Called for each step of an analysis by `embed`, to collect metrics. */
  readonly onAnalysis?: (event: AnalysisEvent) => void;
}

/** Options that are not given: the defaults of `config.ts`, and those that no variable sets. */
export const DEFAULT_OPTIONS = {
  ...engineOptions(readConfig({})),
  // Unlimited by default, because programs may embed thousands of files at once. The bot sets a limit.
  maxWaiting: Number.POSITIVE_INFINITY,
  timeoutMs: 60_000,
  onWarning: () => {},
} satisfies EngineOptions;
