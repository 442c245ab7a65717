import type { Comparison, Embedding, Query, Weights } from './embedding.ts';

/** Listens to sounds and compares them. Knows neither Discord nor storage. */
export interface Engine {
  readonly mode: 'clap' | 'acoustic';
  /**
   * The embedding of an audio file, given as a path or as its bytes.
   * @throws UserError where it is not audio, too long, or silent beyond hearing; AbortError where `signal` fires.
   */
  embed(source: string | Uint8Array, options?: EmbedOptions): Promise<Embedding>;
  /** The embedding of a description. CLAP mode only: @throws UserError `needs-clap` otherwise. */
  embedText(text: string): Promise<Embedding>;
  compare(a: Embedding, b: Embedding, weights?: Weights): Comparison;
  /** What a library is searched with. */
  query(embedding: Embedding, weights?: Weights): Query;
  close(): Promise<void>;
}

export interface EmbedOptions {
  readonly signal?: AbortSignal;
  /** Told when a stage begins. */
  readonly onProgress?: (stage: 'decoding' | 'listening') => void;
}

export interface EngineOptions {
  /** Folder that may hold the CLAP model. */
  readonly modelsDir?: string;
  readonly clap?: 'auto' | 'off';
  /** Worker threads; default as many as the machine has cores. */
  readonly threads?: number;
  readonly decoder?: 'auto' | 'native' | 'wasm';
}
