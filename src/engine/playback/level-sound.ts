import { loudnessOf } from './loudness.ts';

/** Loudness to which sounds are leveled, in LUFS: that of podcasts and of most music services. */
export const TARGET_LUFS = -16;
/** Highest sample of a leveled sound, relative to full scale: -1 dB, because a lossy codec can exceed the samples. */
const MAX_PEAK = 10 ** (-1 / 20);

/**
 * Scales samples to {@link TARGET_LUFS}, in place.
 * A sound whose peaks would come too close to full scale stays quieter. Silence stays as it is.
 * @param samples mono, at 48 kHz
 */
export function levelSound(samples: Float32Array): void {
  const loudness = loudnessOf(samples);
  if (loudness === null) return;
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  const gain = Math.min(10 ** ((TARGET_LUFS - loudness) / 20), MAX_PEAK / peak);
  for (let i = 0; i < samples.length; i++) samples[i] = (samples[i] ?? 0) * gain;
}
