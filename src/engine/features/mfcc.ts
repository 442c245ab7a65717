import type { Heard } from './heard.ts';
import { MEL_BANDS } from './mel.ts';
import { columnDeviations, columnMeans, columnQuantiles, deltas } from './moments.ts';

const COEFFICIENTS = 20;

const HALF = MEL_BANDS / 2;
/** Orthonormal DCT-II of the lower half of the mel bands, one row a coefficient; the upper half mirrors it. */
const DCT = Float64Array.from({ length: COEFFICIENTS * HALF }, (_, i) => {
  const k = Math.floor(i / HALF);
  const scale = Math.sqrt((k === 0 ? 1 : 2) / MEL_BANDS);
  return scale * Math.cos((Math.PI * k * ((i % HALF) + 0.5)) / MEL_BANDS);
});

/**
 * Timbre: the shape of the spectrum, smoothed as the ear smooths it, and how it moves.
 *
 * Mel-frequency cepstral coefficients 0..19 in dB (librosa.feature.mfcc over 64 Slaney mel bands up to 9.5 kHz, floor
 * 70 dB below the loudest band, after masking), of which: mean, deviation, 10/50/90 % quantiles and deviation of the frame-to-frame
 * difference over the audible frames; mean over the loud moments; mean over what is between them.
 * 160 numbers, any sign, deaf to gain.
 */
export function mfccStatistics(heard: Heard): Float64Array {
  const frames = mfccFrames({ frames: heard.frames, mel: heard.masked });
  const { whole, loud, quiet } = heard.weights;
  const means = columnMeans(frames, COEFFICIENTS, whole);
  const moves = deltas(frames, COEFFICIENTS);
  return Float64Array.from([
    ...means,
    ...columnDeviations(frames, COEFFICIENTS, whole, means),
    ...columnQuantiles(frames, COEFFICIENTS, whole, [0.1, 0.5, 0.9]),
    ...columnDeviations(moves, COEFFICIENTS, whole, new Float64Array(COEFFICIENTS)),
    ...columnMeans(frames, COEFFICIENTS, loud),
    ...columnMeans(frames, COEFFICIENTS, quiet),
  ]);
}

/** Mel-frequency cepstral coefficients, `frames x 20`. */
export function mfccFrames({ frames, mel }: Pick<Heard, 'frames' | 'mel'>): Float32Array {
  const out = new Float32Array(frames * COEFFICIENTS);
  // Even coefficients are the same on both sides of the middle, odd ones opposite: half of the products will do.
  const sums = new Float64Array(HALF);
  const differences = new Float64Array(HALF);
  for (let t = 0; t < frames; t++) {
    for (let b = 0; b < HALF; b++) {
      const low = mel[t * MEL_BANDS + b] ?? 0;
      const high = mel[(t + 1) * MEL_BANDS - 1 - b] ?? 0;
      sums[b] = low + high;
      differences[b] = low - high;
    }
    for (let k = 0; k < COEFFICIENTS; k++) {
      const folded = k % 2 === 0 ? sums : differences;
      let sum = 0;
      for (let b = 0; b < HALF; b++) sum += (DCT[k * HALF + b] ?? 0) * (folded[b] ?? 0);
      out[t * COEFFICIENTS + k] = sum;
    }
  }
  return out;
}
