import type { Heard } from './heard.ts';
import { MEL_BANDS } from './mel.ts';
import { columnDeviations, columnMeans, columnQuantiles, deltas } from './moments.ts';

const COEFFICIENTS = 20;

/** Orthonormal DCT-II of the mel bands, coefficients 0..19. */
const DCT = Float64Array.from({ length: COEFFICIENTS * MEL_BANDS }, (_, i) => {
  const k = Math.floor(i / MEL_BANDS);
  const scale = Math.sqrt((k === 0 ? 1 : 2) / MEL_BANDS);
  return scale * Math.cos((Math.PI * k * ((i % MEL_BANDS) + 0.5)) / MEL_BANDS);
});

/** Mel-frequency cepstral coefficients, `frames x 20` (librosa.feature.mfcc). */
export function mfccFrames(heard: Heard): Float32Array {
  const out = new Float32Array(heard.frames * COEFFICIENTS);
  for (let t = 0; t < heard.frames; t++) {
    for (let k = 0; k < COEFFICIENTS; k++) {
      let sum = 0;
      for (let b = 0; b < MEL_BANDS; b++) sum += (DCT[k * MEL_BANDS + b] ?? 0) * (heard.mel[t * MEL_BANDS + b] ?? 0);
      out[t * COEFFICIENTS + k] = sum;
    }
  }
  return out;
}

export function mfccStatistics(heard: Heard): Float64Array {
  const frames = mfccFrames(heard);
  const { weights, levels } = heard;
  const means = columnMeans(frames, COEFFICIENTS, weights);
  const loud = levels.map((level) => 10 ** (level / 20));
  const quiet = levels.map(
    (level) => Math.max(0, Math.min(1, (level + 60) / 15)) * Math.max(0, Math.min(1, -level / 30)),
  );
  const moving = deltas(frames, COEFFICIENTS);
  return Float64Array.from([
    ...means,
    ...columnDeviations(frames, COEFFICIENTS, weights, means),
    ...columnQuantiles(frames, COEFFICIENTS, weights, [0.1, 0.5, 0.9]),
    ...columnDeviations(moving, COEFFICIENTS, weights, new Float64Array(COEFFICIENTS)),
    ...columnMeans(frames, COEFFICIENTS, loud),
    ...columnMeans(frames, COEFFICIENTS, quiet),
  ]);
}
