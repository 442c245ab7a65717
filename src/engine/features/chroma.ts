import type { FrameDescriptors } from './frame-descriptors.ts';
import { columnMeans } from './moments.ts';
import { noteTransitions } from './note-transitions.ts';
import { FINE_CLASSES } from './peak-chroma.ts';
import { complex, ORDERS, pitchClassFourier } from './pitch-class-fourier.ts';

/**
 * Summarizes melody: which notes are present, for how long, and which follow which.
 *
 * Four groups of Fourier coefficients over the octave, each as real and imaginary parts, -1..1:
 * - orders 1 to 6 of the mean chroma (12 numbers), which distinguish all semitones;
 * - order 1 of the mean chroma, and products of order k + 1 and the conjugate of order k, divided by the square root of
 *   their magnitude (12 numbers): a transposition by a semitone turns their phases by 30 degrees, and a deviation of
 *   the tuning by less, so that a slightly transposed melody stays similar;
 * - transitions from note to note (`noteTransitions`) whose phases do not change under transposition (12 numbers);
 * - transitions from note to note whose phases turn by 30 degrees per semitone (24 numbers).
 *
 * The chroma of a frame is that of its spectral peaks (`peakChroma`), weighted by level and by the square of tonality.
 */
export function chromaStatistics(frames: FrameDescriptors): Float64Array {
  const weights = frames.weights.whole.map((weight, t) => weight * (frames.tonality[t] ?? 0) ** 2);
  const mean = columnMeans(scaledByMaximum(frames), FINE_CLASSES, weights);
  const { same, next } = noteTransitions(frames, weights);
  return Float64Array.from([...meanCoefficients(mean), ...same, ...next]);
}

/** Returns the chroma of the spectral peaks, each frame divided by its maximum. */
function scaledByMaximum({ count, peakChroma }: FrameDescriptors): Float32Array {
  const out = peakChroma.slice();
  for (let t = 0; t < count; t++) {
    const row = out.subarray(t * FINE_CLASSES, (t + 1) * FINE_CLASSES);
    const max = row.reduce((a, b) => Math.max(a, b), 1e-9);
    for (let i = 0; i < FINE_CLASSES; i++) row[i] = (row[i] ?? 0) / max;
  }
  return out;
}

/** Returns the first two groups of {@link chromaStatistics}: 24 numbers. */
function meanCoefficients(mean: Float64Array): number[] {
  const { re, im } = complex(ORDERS);
  pitchClassFourier(mean, { re, im });
  const scale = 1 / Math.max(re[0] ?? 0, 1e-9);
  const at = (k: number) => [scale * (re[k] ?? 0), scale * (im[k] ?? 0)] as const;
  const orders = Array.from({ length: ORDERS - 1 }, (_, k) => at(k + 1)).flat();
  const relative = Array.from({ length: ORDERS - 2 }, (_, k) => {
    const [[ar, ai], [br, bi]] = [at(k + 2), at(k + 1)];
    const [x, y] = [ar * br + ai * bi, ai * br - ar * bi];
    const root = Math.sqrt(Math.hypot(x, y) + 1e-9);
    return [x / root, y / root];
  }).flat();
  return [...orders, ...at(1), ...relative];
}
