import type { FfmpegLog } from './ffmpeg-log.ts';

/** Input of a decoder, WebAssembly or native. */
export interface DecodeRequest {
  /** Bytes of a file, or the absolute path of a regular file. */
  readonly source: string | Uint8Array;
  /** Whether samples at 48 kHz are wanted too. */
  readonly withClap: boolean;
  /** Maximum length of a sound, in seconds. */
  readonly maxSeconds: number;
  /** Wall-clock limit, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Output of a decoder. The result of a damaged or hostile file is not checked yet. */
export interface DecodeResult {
  /** Samples at 22.05 kHz, with silence before and after. */
  readonly feature: Float32Array;
  /** Samples at 48 kHz; null if they were not wanted. */
  readonly clap: Float32Array | null;
  /** How ffmpeg ended: with status 0, with another status, by crashing, or stopped at a limit. */
  readonly ending: 'done' | 'failed' | 'crash' | 'too-long' | 'timeout';
  readonly log: FfmpegLog;
}

/** Seconds of decoding beyond the maximum length, so that a sound of exactly that length passes. */
export const GRACE_SECONDS = 1;
