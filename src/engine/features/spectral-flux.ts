import { FFT_SIZE, HOP } from '../spectrum.ts';
import type { FrameDescriptors } from './frame-descriptors.ts';
import { MEL_BANDS } from './mel-bank.ts';

/** Number of frames at the start whose window reaches before the recording. These frames have no flux. */
const EDGE = FFT_SIZE / 2 / HOP;
/** Number of frames over which a rise in level is measured. */
const LAG = 2;
/** Converts a level in dB to the fourth root of a magnitude: 10^(dB / 80). */
const ROOT = Math.LN10 / 80;

/**
 * Computes the spectral flux of each frame for the rhythm block, 0 or more.
 * The rise of each mel band within two frames, in dB, is raised to the power of 1.5 and weighted by the fourth root of the
 * band's magnitude relative to the loudest band of the frame. The flux is the mean over the bands. The power and the
 * weights keep background noise, which has many small rises in quiet bands, below the start of a note. The flux is 0 for
 * silence and in the first frames.
 */
export function spectralFlux({ count, mel }: Pick<FrameDescriptors, 'count' | 'mel'>): Float32Array {
  const flux = new Float32Array(count);
  for (let t = EDGE + 1; t < count; t++) {
    const start = t * MEL_BANDS;
    let loudest = Number.NEGATIVE_INFINITY;
    for (let b = start; b < start + MEL_BANDS; b++) loudest = Math.max(loudest, mel[b] ?? 0);
    let sum = 0;
    for (let b = start; b < start + MEL_BANDS; b++) {
      const level = mel[b] ?? 0;
      const rise = level - (mel[b - LAG * MEL_BANDS] ?? 0);
      if (rise > 0) sum += rise * Math.sqrt(rise) * Math.exp(ROOT * (level - loudest));
    }
    flux[t] = sum / MEL_BANDS;
  }
  return flux;
}
