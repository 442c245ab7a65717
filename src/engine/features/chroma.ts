import { PITCH_CLASSES } from './chroma-bank.ts';
import type { Heard } from './heard.ts';
import { columnMeans } from './moments.ts';
import { FINE_CLASSES } from './peak-chroma.ts';

export function chromaStatistics(heard: Heard): Float64Array {
  const { weights, levels } = heard;
  const loud = levels.map((level) => 10 ** (level / 20));
  let tonal = 0;
  let total = 0;
  for (let t = 0; t < heard.frames; t++) {
    tonal += (loud[t] ?? 0) * (heard.tonality[t] ?? 0);
    total += loud[t] ?? 0;
  }
  return Float64Array.from([
    tonal / Math.max(total, 1e-9),
    ...columnMeans(heard.tonality, 1, weights),
    ...columnMeans(heard.chroma, PITCH_CLASSES, weights),
    ...columnMeans(heard.chroma, PITCH_CLASSES, loud),
    ...columnMeans(heard.fineChroma, FINE_CLASSES, weights),
    ...columnMeans(
      heard.fineChroma,
      FINE_CLASSES,
      weights.map((_, t) => (heard.tonality[t] ?? 0) ** 2),
    ),
  ]);
}
