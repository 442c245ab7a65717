import type { FrameDescriptors } from './analyze-frames.ts';
import { PITCH_CLASSES } from './chroma-bank.ts';
import { columnMeans } from './moments.ts';
import { FINE_CLASSES } from './peak-chroma.ts';
import { smoothStep } from './smooth-step.ts';

/** Share of power in spectral peaks from which a sound begins to have a melody, and at which it plainly has. */
const TONAL = [0.25, 0.6] as const;

/**
 * Melody: which notes are present, and for how long.
 *
 * Means of the chromagram (librosa.feature.chroma_stft, each frame's largest 1) over the audible frames and the loud
 * moments, and of the chroma of spectral peaks with their harmonics folded in, in thirds of a semitone, over the
 * audible and over the tonal frames. 96 numbers, 0 or more, C first; transposition is left as it is.
 */
export function chromaStatistics(frames: FrameDescriptors): Float64Array {
  const { whole, loud } = frames.weights;
  const chroma = chromaFrames(frames);
  const tonal = frames.tonality.map((share) => share * share);
  return Float64Array.from([
    ...columnMeans(chroma, PITCH_CLASSES, whole),
    ...columnMeans(chroma, PITCH_CLASSES, loud),
    ...columnMeans(frames.peakChroma, FINE_CLASSES, whole),
    ...columnMeans(
      frames.peakChroma,
      FINE_CLASSES,
      whole.map((weight, t) => weight * (tonal[t] ?? 0)),
    ),
  ]);
}

/** How much of a melody there is to hear, 0..1: 0 for noise, 1 for notes. */
export function chromaSalience(frames: FrameDescriptors): number {
  const [tonality] = columnMeans(frames.tonality, 1, frames.weights.loud);
  return smoothStep(tonality ?? 0, TONAL);
}

/** Chromagram, `frames x 12`, C first: each frame's largest is 1, a silent frame's all 0. */
export function chromaFrames({ count, chroma }: Pick<FrameDescriptors, 'count' | 'chroma'>): Float32Array {
  const out = Float32Array.from(chroma);
  for (let t = 0; t < count; t++) {
    const row = out.subarray(t * PITCH_CLASSES, (t + 1) * PITCH_CLASSES);
    const largest = row.reduce((a, b) => Math.max(a, b), 0);
    for (let c = 0; c < PITCH_CLASSES; c++) row[c] = largest > 1e-12 ? (row[c] ?? 0) / largest : 0;
  }
  return out;
}
