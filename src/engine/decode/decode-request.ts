import type { ChannelEnergies } from '../resample/down-mix.ts';

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
  /** Energies of the channels, from which the weights of a mono mix follow; null if no samples were decoded. */
  readonly energies: ChannelEnergies | null;
}

/** Output of a decoder, before any check: the file may be damaged or hostile. */
export interface DecodeResult extends DecodedSamples {
  readonly ending: Ending;
  /** Seconds from the first to the last time stamp of the decoded samples; null if ffmpeg reported no time stamps. */
  readonly lastSecond: number | null;
}

/** How ffmpeg ended: with exit status 0, with another exit status, by a crash, or stopped at a limit. */
export type Ending = 'done' | 'failed' | 'crash' | 'too-long' | 'timeout';

/**
 * Runs ffmpeg once with a file as its input, in WebAssembly or as a native process.
 * What ffmpeg logs is never read, because it contains text of the file. All facts come from the exit status and from
 * structured outputs.
 * @throws the signal's reason if it aborts, once ffmpeg has ended
 */
export type RunFfmpeg = (run: FfmpegRun) => Promise<Ending>;

export interface FfmpegRun extends Pick<DecodeRequest, 'source' | 'timeoutMs' | 'signal'> {
  readonly outputs: readonly FfmpegOutput[];
}

export interface FfmpegOutput {
  /** Arguments in front of the address to which ffmpeg writes. */
  readonly args: readonly string[];
  /** Takes the next bytes of ffmpeg's output. Returns why ffmpeg must be stopped; null if ffmpeg may continue. */
  write(bytes: Uint8Array): 'too-long' | 'crash' | null;
}

/** Seconds that are decoded beyond the maximum length, so that a sound of exactly the maximum length is accepted. */
export const GRACE_SECONDS = 1;
