import { createMonoResampler, type MonoResampler } from '../resample/mono-resampler.ts';
import { type DecodedSamples, type DecodeRequest, type FfmpegOutput, GRACE_SECONDS } from './decode-request.ts';
import { createFloatWavParser } from './float-wav.ts';

/** Turns the output of ffmpeg into mono samples at the rates of the engine, while ffmpeg decodes. */
export interface PcmSink extends Pick<FfmpegOutput, 'write'> {
  /** Format of the decoded samples; null until it is known. */
  readonly format: { readonly rate: number; readonly channels: number } | null;
  finish(): DecodedSamples;
}

/**
 * Maximum number of samples of all channels for each second that a sound may last: four channels at 48 kHz, or two at
 * 96 kHz. A sound with more channels or a higher rate may only be shorter, so that it costs no more processor time.
 */
export const SAMPLES_PER_SECOND = 4 * 48_000;

export function createPcmSink({ withClap, withLevels, maxSeconds, weights, onSamples }: DecodeRequest): PcmSink {
  let resampler: MonoResampler | undefined;
  let maxFrames = Number.POSITIVE_INFINITY;
  let maxDetailed = Number.POSITIVE_INFINITY;
  const parser = createFloatWavParser();
  return {
    write(bytes) {
      const samples = parser.parse(bytes);
      if (samples === 'invalid') return 'crash';
      if (!resampler && parser.format) {
        const { rate, channels } = parser.format;
        resampler = createMonoResampler({ rate, channels, weights, withClap, withLevels, onSamples });
        const seconds = maxSeconds + GRACE_SECONDS;
        maxFrames = seconds * rate;
        maxDetailed = (seconds * SAMPLES_PER_SECOND) / channels;
      }
      const frames = resampler?.write(samples) ?? 0;
      if (frames > maxFrames) return 'too-long';
      return frames > maxDetailed ? 'too-detailed' : null;
    },
    get format() {
      return parser.format ?? null;
    },
    finish() {
      if (resampler) return resampler.finish();
      const clap = withClap ? new Float32Array() : null;
      return { feature: new Float32Array(), clap, energies: null, peak: 0, levels: null };
    },
  };
}
