import type { DecodeLog } from './decode-log.ts';

/** What is asked of ffmpeg, whichever one it is. */
export interface DecodeRequest {
  /** Bytes, or the absolute path of a regular file. */
  readonly source: string | Uint8Array;
  /** Samples at 48 kHz are wanted too. */
  readonly withClap: boolean;
  /** Longest sound that is taken, in seconds. */
  readonly maxSeconds: number;
  /** Wall-clock limit, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** What came out, before anyone judges whether it is any good. */
export interface DecodeResult {
  readonly feature: Float32Array;
  readonly clap: Float32Array | null;
  /** How it ended: to ffmpeg's content, with its complaint, by its death, or because a limit was reached. */
  readonly ending: 'done' | 'failed' | 'crash' | 'too-long' | 'timeout';
  /** What ffmpeg wrote about it. */
  readonly log: DecodeLog;
}

/** Decoding goes on this long past the limit, so that a sound of exactly the limit passes. */
export const GRACE_SECONDS = 1;
