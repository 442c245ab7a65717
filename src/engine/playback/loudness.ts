import { createLevelMeter } from '../loudness/level-meter.ts';
import { CLAP_RATE } from '../pcm.ts';

/** Weight of a channel that both channels of a stereo system play. */
const BOTH_CHANNELS = 2;

/**
 * Returns the integrated loudness of mono samples at 48 kHz that both channels of a stereo system play, in LUFS.
 * Returns null if the sound is silent.
 */
export function loudnessOf(samples: Float32Array): number | null {
  const meter = createLevelMeter(CLAP_RATE, 1, [BOTH_CHANNELS]);
  meter.add(samples);
  return meter.finish().lufs;
}
