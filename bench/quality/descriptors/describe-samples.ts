import { describeSound } from '../../../src/engine/descriptors/describe-sound.ts';
import type { Descriptors } from '../../../src/engine/descriptors/descriptors.ts';
import { createMonoResampler } from '../../../src/engine/resample/mono-resampler.ts';

/** Resamples mono samples as the decoder does, and describes them. */
export function describeSamples(samples: Float32Array, rate: number): Descriptors {
  const resampler = createMonoResampler({ rate, channels: 1, withClap: false, withLevels: true });
  resampler.write(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  const { feature, levels } = resampler.finish();
  if (!levels) throw new Error('the resampler measured no levels');
  return describeSound(feature, levels);
}
