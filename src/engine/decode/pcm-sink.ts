import { createMonoResampler, type MonoResampler } from '../resample/mono-resampler.ts';
import { type DecodedSamples, type DecodeRequest, GRACE_SECONDS } from './decode-request.ts';
import { createFloatWavParser } from './float-wav.ts';

/** Turns the output of ffmpeg into mono samples at the rates of the engine, while ffmpeg decodes. */
export interface PcmSink {
  write(bytes: Uint8Array): void;
  /** Whether more was written than the longest sound that is accepted. */
  readonly isTooLong: boolean;
  finish(): DecodedSamples;
}

export function createPcmSink({ withClap, maxSeconds, weights }: DecodeRequest): PcmSink {
  let resampler: MonoResampler | undefined;
  let maxFrames = Number.POSITIVE_INFINITY;
  let frames = 0;
  const parser = createFloatWavParser(({ rate, channels }) => {
    resampler = createMonoResampler({ rate, channels, weights, withClap });
    maxFrames = (maxSeconds + GRACE_SECONDS) * rate;
  });
  return {
    write(bytes) {
      const samples = parser.parse(bytes);
      if (resampler && frames <= maxFrames) frames = resampler.write(samples);
    },
    get isTooLong() {
      return frames > maxFrames;
    },
    finish() {
      if (resampler) return resampler.finish();
      return { feature: new Float32Array(), clap: withClap ? new Float32Array() : null, energies: null };
    },
  };
}
