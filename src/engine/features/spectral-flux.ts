import { FFT_SIZE, HOP } from '../spectrum.ts';
import type { FrameDescriptors } from './frame-descriptors.ts';
import { MEL_BANDS } from './mel-bank.ts';

/** Number of frames at the start whose window reaches before the recording. These frames have no flux. */
const EDGE = FFT_SIZE / 2 / HOP;
/** Number of frames over which a rise in level is measured. */
const LAG = 2;
/** Number of frames on either side over which the local mean is taken. */
const MEAN_FRAMES = 16;
/** Converts a level in dB to the square root of a magnitude: 10^(dB / 40). */
const ROOT = Math.LN10 / 40;

/**
 * Computes the spectral flux of the dominant bands of each frame, 0 or more, for the rhythm block.
 * It is the rise in dB within two frames, averaged over the mel bands. A band counts by the square root of its magnitude
 * relative to the loudest band of the frame, so that background noise hardly counts while notes sound. Then the mean
 * over 0.8 s is subtracted, and negative values become 0 (Dixon 2006).
 */
export function spectralFlux({ count, mel }: Pick<FrameDescriptors, 'count' | 'mel'>): Float32Array {
  const flux = new Float32Array(count);
  for (let t = EDGE + 1; t < count; t++) {
    const start = t * MEL_BANDS;
    let loudest = Number.NEGATIVE_INFINITY;
    for (let b = start; b < start + MEL_BANDS; b++) loudest = Math.max(loudest, mel[b] ?? 0);
    let sum = 0;
    for (let b = start; b < start + MEL_BANDS; b++) {
      const rise = (mel[b] ?? 0) - (mel[b - LAG * MEL_BANDS] ?? 0);
      if (rise > 0) sum += rise * Math.exp(ROOT * ((mel[b] ?? 0) - loudest));
    }
    flux[t] = sum / MEL_BANDS;
  }
  return aboveLocalMean(flux);
}

function aboveLocalMean(series: Float32Array): Float32Array {
  const sums = new Float64Array(series.length + 1);
  series.forEach((x, t) => {
    sums[t + 1] = (sums[t] ?? 0) + x;
  });
  return series.map((x, t) => {
    const [from, to] = [Math.max(0, t - MEAN_FRAMES), Math.min(series.length, t + MEAN_FRAMES + 1)];
    return Math.max(0, x - ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from));
  });
}
