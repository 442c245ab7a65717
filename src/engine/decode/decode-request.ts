import type { ChannelEnergies } from '../resample/down-mix.ts';
import type { FfmpegLog } from './ffmpeg-log.ts';

export interface DecodeRequest {
  /** Bytes of an audio file, or the absolute path of a regular file. */
  readonly source: string | Uint8Array;
  readonly withClap: boolean;
  readonly maxSeconds: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Weights of the channels in the mono mix; by default their mean. */
  readonly weights?: Float32Array | undefined;
}

export interface DecodedSamples {
  /** Decoded samples at 22.05 kHz. */
  readonly feature: Float32Array;
  /** Decoded samples at 48 kHz; null if they were not requested. */
  readonly clap: Float32Array | null;
  /** Energies of the channels; null if no samples were decoded. */
  readonly energies: ChannelEnergies | null;
}

/** Output of a decoder, before any check: the file may be damaged or hostile. */
export interface DecodeResult extends DecodedSamples {
  /** How ffmpeg ended: with exit status 0, with another exit status, by a crash, or stopped at a limit. */
  readonly ending: 'done' | 'failed' | 'crash' | 'too-long' | 'timeout';
  readonly log: FfmpegLog;
}

/** Seconds that are decoded beyond the maximum length, so that a sound of exactly the maximum length is accepted. */
export const GRACE_SECONDS = 1;
