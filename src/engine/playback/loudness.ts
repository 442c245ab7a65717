import { createLoudnessMeter } from '../loudness/loudness-meter.ts';
import { CLAP_RATE } from '../pcm.ts';

/** Weight of a channel that both channels of a stereo system play. */
const BOTH_CHANNELS = 2;

/**
 * Returns the integrated loudness of mono samples at 48 kHz that both channels of a stereo system play, in LUFS.
 * Returns null if the sound is silent.
 */
export function loudnessOf(samples: Float32Array): number | null {
  const meter = createLoudnessMeter(CLAP_RATE, [BOTH_CHANNELS]);
  meter.add([samples]);
  return meter.finish();
}
