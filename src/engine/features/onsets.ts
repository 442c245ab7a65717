import type { Heard } from './heard.ts';
import { MEL_BANDS } from './mel.ts';

/** Onset strength, one number a frame: mean over mel bands of the rise in dB since the frame before (librosa.onset.onset_strength). */
export function onsetStrength(heard: Heard): Float32Array {
  const out = new Float32Array(heard.frames);
  for (let t = 1; t < heard.frames; t++) {
    let sum = 0;
    for (let b = 0; b < MEL_BANDS; b++) {
      sum += Math.max(0, (heard.mel[t * MEL_BANDS + b] ?? 0) - (heard.mel[(t - 1) * MEL_BANDS + b] ?? 0));
    }
    out[t] = sum / MEL_BANDS;
  }
  return out;
}
