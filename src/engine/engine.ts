import type { Comparison, Embedding, Query, Weights } from './embedding.ts';
import type { Sketch } from './sketch.ts';

/** Listens to sounds and compares them. Knows neither Discord nor storage. */
export interface Engine {
  /** `clap` while a CLAP model is loaded; `acoustic` where there is none, or where it failed. */
  readonly mode: 'clap' | 'acoustic';
  /** Identity of the loaded CLAP model, as stamped on embeddings. */
  readonly clapModel: string | null;
  /**
   * The embedding of an audio file, given as a path or as its bytes.
   * @throws UserError where it is not audio, is too long, or too many are waiting; AbortError where `signal` fires.
   */
  embed(source: string | Uint8Array, options?: EmbedOptions): Promise<Embedding>;
  /**
   * The embedding of a description; its acoustic blocks are zeros, which count as absent.
   * @throws UserError `needs-clap` in acoustic mode.
   */
  embedText(text: string, options?: Pick<EmbedOptions, 'lane' | 'signal'>): Promise<Embedding>;
  /** What a picture of a sound is drawn from, without listening to it further. Fails as `embed` does. */
  sketch(source: string | Uint8Array, options?: Pick<EmbedOptions, 'lane' | 'signal'>): Promise<Sketch>;
  compare(a: Embedding, b: Embedding, weights?: Weights): Comparison;
  /** What a library is searched with. */
  query(embedding: Embedding, weights?: Weights): Query;
  /** Looks at the CLAP model's files again, loads what has appeared or changed, and says which mode that leads to. */
  refresh(): Promise<Engine['mode']>;
  close(): Promise<void>;
}

export interface EmbedOptions {
  /** Stops the work, not only the waiting for it. */
  readonly signal?: AbortSignal;
  /** Whose sound it is: lanes take turns, so that nobody's thousand sounds hold up another's one. */
  readonly lane?: string;
  /** Told when a stage begins. */
  readonly onProgress?: (stage: Exclude<AnalysisStage, 'waiting'>) => void;
  /** Given the sound's sketch as well, which spares decoding it again for a picture. */
  readonly onSketch?: (sketch: Sketch) => void;
}

export interface EngineOptions {
  /** Folder that may hold the CLAP model. */
  readonly modelsDir?: string;
  /** The model's id on Hugging Face, and so its folder below `modelsDir`. */
  readonly clapModel?: string;
  /** Its weights: quantised (the default) or of full precision. Where one is missing, the other is taken. */
  readonly clapDtype?: 'q8' | 'fp32';
  /** What a description is put into before CLAP reads it; `{text}` stands for it. */
  readonly clapPrompt?: string;
  /** `auto`: CLAP where the model is found; `off`: acoustic features alone. */
  readonly clap?: 'auto' | 'off';
  /** Worker threads; default as many as the machine has cores. */
  readonly threads?: number;
  readonly decoder?: 'auto' | 'native' | 'wasm';
  readonly ffmpegPath?: string;
  /** Longest sound that is taken, in seconds. */
  readonly maxSeconds?: number;
  /** Sounds that may wait for a thread, default any number; one more is answered "busy". */
  readonly maxWaiting?: number;
  /** Longest that one sound may keep a thread busy, in milliseconds; decoding may take two thirds of it. */
  readonly timeoutMs?: number;
  /** Told what the operator should know: CLAP failed and why. */
  readonly onWarning?: (message: string) => void;
  /** Called for each step of each analysis by `embed`, for metrics. */
  readonly onAnalysis?: (event: AnalysisEvent) => void;
}

/** A stage of an analysis. `waiting` lasts until a worker thread starts on the sound. */
export type AnalysisStage = 'waiting' | 'decoding' | 'listening';

/** One step of one analysis: a stage ended, and the next stage or the outcome followed. */
export interface AnalysisEvent {
  /** The stage that ended. Null at the start of the analysis. */
  readonly from: AnalysisStage | null;
  /** Duration of `from` in seconds. */
  readonly seconds: number;
  /** The stage that begins. Null at the end of the analysis. */
  readonly to: AnalysisStage | null;
  /** `analyzed`, `cancelled`, `failed` (a bug) or the kind of the error. Null before the end of the analysis. */
  readonly outcome: string | null;
}
