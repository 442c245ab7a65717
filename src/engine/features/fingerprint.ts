import type { Heard } from './heard.ts';
import { MEL_BANDS } from './mel.ts';

const SLOTS = 16;
const BANDS = 16;

export function fingerprintStatistics(heard: Heard): Float64Array {
  const out = new Float64Array(SLOTS * BANDS);
  const { mel, frames } = heard;
  for (let i = 0; i < SLOTS; i++) {
    const from = Math.min(frames - 1, Math.floor((i * frames) / SLOTS));
    const to = Math.max(from + 1, Math.floor(((i + 1) * frames) / SLOTS));
    for (let t = from; t < to; t++) {
      for (let b = 0; b < MEL_BANDS; b++) {
        const at = i * BANDS + Math.floor((b * BANDS) / MEL_BANDS);
        out[at] = (out[at] ?? 0) + Math.max(-60, mel[t * MEL_BANDS + b] ?? 0) / ((to - from) * (MEL_BANDS / BANDS));
      }
    }
  }
  return out;
}
