import { createMonoResampler, type MonoResampler } from '../resample/mono-resampler.ts';
import { type DecodedSamples, type DecodeRequest, type FfmpegOutput, GRACE_SECONDS } from './decode-request.ts';
import { createFloatWavParser } from './float-wav.ts';

/** Turns the output of ffmpeg into mono samples at the rates of the engine, while ffmpeg decodes. */
export interface PcmSink extends Pick<FfmpegOutput, 'write'> {
  finish(): DecodedSamples;
}

export function createPcmSink({ withClap, maxSeconds, weights, onSamples }: DecodeRequest): PcmSink {
  let resampler: MonoResampler | undefined;
  let maxFrames = Number.POSITIVE_INFINITY;
  const parser = createFloatWavParser();
  return {
    write(bytes) {
      const samples = parser.parse(bytes);
      if (samples === 'invalid') return 'crash';
      if (!resampler && parser.format) {
        const { rate, channels } = parser.format;
        resampler = createMonoResampler({ rate, channels, weights, withClap, onSamples });
        maxFrames = (maxSeconds + GRACE_SECONDS) * rate;
      }
      return resampler && resampler.write(samples) > maxFrames ? 'too-long' : null;
    },
    finish() {
      if (resampler) return resampler.finish();
      return { feature: new Float32Array(), clap: withClap ? new Float32Array() : null, energies: null, peak: 0 };
    },
  };
}
