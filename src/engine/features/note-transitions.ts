import type { FrameDescriptors } from './frame-descriptors.ts';
import { FINE_CLASSES } from './peak-chroma.ts';
import { type Complex, complex, ORDERS, pitchClassFourier } from './pitch-class-fourier.ts';

/** Time constant of the mean over past frames (140 ms), and delay of this mean, in frames. */
const MEMORY_FRAMES = 6;
const DELAY = 3;
const UPDATE = 1 - Math.exp(-1 / MEMORY_FRAMES);
/** Number of frames over which the chroma is averaged. */
const AVERAGED = 3;
/** Mean of the transitions per frame at which the coefficients are halved. A held chord has a smaller mean. */
const MIN_TRANSITIONS = 5e-4;
/** Transition below which a frame is skipped. */
const NEGLIGIBLE = MIN_TRANSITIONS / 50;

/** Fourier coefficients of the joint chroma of consecutive notes: real and imaginary part of each, at most 1. */
export interface NoteTransitions {
  /** Orders (k, k) for k = 1 to 6, 12 numbers. A transposition does not change them. */
  readonly same: Float64Array;
  /** Orders (k + 1, k) and (k, k + 1) for k = 0 to 5, 24 numbers. A semitone turns their phase by 30 degrees. */
  readonly next: Float64Array;
}

/**
 * Computes the Fourier transform of the joint chroma of new notes and of the notes before them.
 * The chroma of a frame is compared with a mean over the last 0.2 s: pitch classes that are stronger in the frame are
 * new notes, and pitch classes that are weaker are past notes. The result says which notes follow which. The result
 * hardly depends on the rhythm, and is zero if no note follows another.
 * @param weights weight of each frame, 0..1
 */
export function noteTransitions(
  frames: Pick<FrameDescriptors, 'count' | 'peakChroma'>,
  weights: Float32Array,
): NoteTransitions {
  const now = smoothChroma(frames, weights);
  const past = memoryOf(now, frames.count);
  const [fresh, gone] = [new Float64Array(FINE_CLASSES), new Float64Array(FINE_CLASSES)];
  const [a, b] = [complex(ORDERS), complex(ORDERS)];
  const same = new Float64Array(2 * (ORDERS - 1));
  const next = new Float64Array(4 * (ORDERS - 1));
  let total = 0;
  for (let t = 0; t < frames.count; t++) {
    let [risen, fallen] = [0, 0];
    for (let i = 0; i < FINE_CLASSES; i++) {
      const change = (now[t * FINE_CLASSES + i] ?? 0) - (past[t * FINE_CLASSES + i] ?? 0);
      fresh[i] = Math.max(0, change);
      gone[i] = Math.max(0, -change);
      if (change > 0) risen += change;
      else fallen -= change;
    }
    // A frame without a transition would hardly change the sums.
    if (risen * fallen < NEGLIGIBLE) continue;
    total += risen * fallen;
    pitchClassFourier(fresh, a);
    pitchClassFourier(gone, b);
    for (let k = 0; k + 1 < ORDERS; k++) {
      addProduct(same, 2 * k, a, k + 1, b, k + 1);
      addProduct(next, 4 * k, a, k + 1, b, k);
      addProduct(next, 4 * k + 2, a, k, b, k + 1);
    }
  }
  const scale = 1 / (total + MIN_TRANSITIONS * frames.count);
  return { same: same.map((x) => x * scale), next: next.map((x) => x * scale) };
}

/** Adds the product of coefficient `j` of `a` and the conjugate of coefficient `k` of `b` to `sums`, at index `at`. */
function addProduct(sums: Float64Array, at: number, a: Complex, j: number, b: Complex, k: number): void {
  const [ar, ai, br, bi] = [a.re[j] ?? 0, a.im[j] ?? 0, b.re[k] ?? 0, b.im[k] ?? 0];
  sums[at] = (sums[at] ?? 0) + ar * br + ai * bi;
  sums[at + 1] = (sums[at + 1] ?? 0) + ai * br - ar * bi;
}

/** Returns the chroma of each frame, scaled to the frame's weight, blurred by a third of a semitone, and averaged. */
function smoothChroma({ count, peakChroma }: Pick<FrameDescriptors, 'count' | 'peakChroma'>, weights: Float32Array) {
  const out = new Float32Array(count * FINE_CLASSES);
  for (let t = 0; t < count; t++) {
    const row = peakChroma.subarray(t * FINE_CLASSES, (t + 1) * FINE_CLASSES);
    const sum = row.reduce((a, b) => a + b, 0);
    const scale = (weights[t] ?? 0) / Math.max(sum, 1e-9) / (4 * AVERAGED);
    if (scale === 0) continue;
    for (let i = 0; i < FINE_CLASSES; i++) {
      const left = row[(i + FINE_CLASSES - 1) % FINE_CLASSES] ?? 0;
      const blurred = scale * (left + 2 * (row[i] ?? 0) + (row[(i + 1) % FINE_CLASSES] ?? 0));
      for (let u = t; u < Math.min(count, t + AVERAGED); u++) {
        const at = u * FINE_CLASSES + i;
        out[at] = (out[at] ?? 0) + blurred;
      }
    }
  }
  return out;
}

/** Returns, for each frame, the exponentially weighted mean of the chroma up to a few frames before. */
function memoryOf(chroma: Float32Array, count: number): Float32Array {
  const out = new Float32Array(chroma.length);
  for (let t = DELAY + 1; t < count; t++) {
    for (let i = 0; i < FINE_CLASSES; i++) {
      const at = t * FINE_CLASSES + i;
      const before = out[at - FINE_CLASSES] ?? 0;
      out[at] = before + UPDATE * ((chroma[at - (DELAY + 1) * FINE_CLASSES] ?? 0) - before);
    }
  }
  return out;
}
