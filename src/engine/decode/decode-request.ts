import type { Levels } from '../loudness/level-meter.ts';
import type { ChannelEnergies } from '../resample/down-mix.ts';
import type { MonoResamplerOptions } from '../resample/mono-resampler.ts';

export interface DecodeRequest extends Pick<MonoResamplerOptions, 'onSamples' | 'withLevels'> {
  /** Bytes of an audio file, or the absolute path of a regular file. */
  readonly source: string | Uint8Array;
  readonly withClap: boolean;
  readonly maxSeconds: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Weight of each channel in the mono mix. By default, the mix is the mean of the channels. */
  readonly weights?: Float32Array | undefined;
}

export interface DecodedSamples {
  /** Decoded samples at 22.05 kHz. */
  readonly feature: Float32Array;
  /** Decoded samples at 48 kHz; null if they were not requested. */
  readonly clap: Float32Array | null;
  /** Energies of the channels, from which weights of a mono mix can be computed; null if no samples were decoded. */
  readonly energies: ChannelEnergies | null;
  /** Greatest magnitude of a sample of the source; 0 if no samples were decoded. */
  readonly peak: number;
  /** Levels of the source; null if they were not requested, or no samples were decoded. */
  readonly levels: Levels | null;
}

/** Output of a decoder, which the caller must check: the audio file may be damaged or hostile. */
export interface DecodeResult extends DecodedSamples {
  readonly ending: Ending;
  /** Format of the decoded samples; null if none were decoded. Missing if no ffmpeg ran. */
  readonly format?: { readonly rate: number; readonly channels: number } | null;
  /** Seconds from the first to the last time stamp of the decoded samples; null if ffmpeg reported no time stamps. */
  readonly lastSecond: number | null;
}

/**
 * How ffmpeg ended: with exit status 0, with another exit status, by a crash, or stopped because a limit was exceeded.
 */
export type Ending = 'done' | 'failed' | 'crash' | 'too-long' | 'too-detailed' | 'timeout';

/**
 * Runs ffmpeg once with an audio file as its input, in WebAssembly or as a native process.
 * The log of ffmpeg is never read, because the log contains text from the file. What the caller learns about the file
 * comes from ffmpeg's exit status and from the outputs.
 * @throws the reason of `signal` if `signal` aborts; ffmpeg has then ended
 */
export type RunFfmpeg = (run: FfmpegRun) => Promise<Ending>;

export interface FfmpegRun extends Pick<DecodeRequest, 'source' | 'timeoutMs' | 'signal'> {
  readonly outputs: readonly FfmpegOutput[];
}

export interface FfmpegOutput {
  /** Options of this output on ffmpeg's command line. The address to which ffmpeg writes the output follows them. */
  readonly args: readonly string[];
  /** Takes the next bytes of ffmpeg's output. Returns why ffmpeg must be stopped; null if ffmpeg may continue. */
  write(bytes: Uint8Array): 'too-long' | 'too-detailed' | 'crash' | null;
}

/**
 * Seconds of a sound that are decoded beyond the maximum length, so that a sound of exactly the maximum length is
 * accepted.
 */
export const GRACE_SECONDS = 1;
