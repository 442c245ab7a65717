import { FEATURE_RATE } from './pcm.ts';

/**
 * RMS of the loudest 3 ms up to which a sound counts as silent: -80 dB relative to full scale.
 * A muted microphone gives noise of one quantization step of 16-bit audio, at most -90 dB. Dithered silence stays below
 * -80 dB too.
 */
export const SILENCE_RMS = 1e-4;
const STEP = Math.round(0.003 * FEATURE_RATE);

/** Returns whether samples at {@link FEATURE_RATE} are silent, or nearly so. */
export function isSilent(samples: Float32Array): boolean {
  for (let start = 0; start < samples.length; start += STEP) {
    let squares = 0;
    for (let i = start; i < Math.min(samples.length, start + STEP); i++) squares += (samples[i] ?? 0) ** 2;
    if (squares / STEP > SILENCE_RMS ** 2) return false;
  }
  return true;
}
