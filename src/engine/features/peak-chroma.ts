import { FEATURE_RATE } from '../pcm.ts';
import { BINS, FFT_SIZE } from '../spectrum.ts';

/** Number of pitch classes per octave, each a third of a semitone wide. */
export const FINE_CLASSES = 36;
/** Range of frequencies, in hertz, in which spectral peaks count as notes. */
const MIN_HERTZ = 80;
const MAX_HERTZ = 4200;
/** Minimum power of a peak relative to the loudest bin of its frame: -40 dB. */
const MIN_SHARE = 1e-4;
/**
 * Weights of a peak for its own pitch class and for the note whose third harmonic it may be.
 * Each harmonic weighs 0.6 times as much as the one before (Gómez 2006). The second and the fourth harmonic are octaves
 * of the note, so their weights add to that of the peak's own pitch class.
 */
const OWN_CLASS = 1 + 0.6 + 0.6 ** 3;
const THIRD_HARMONIC = 0.6 ** 2;
const THIRD_STEPS = FINE_CLASSES * (Math.log2(3) - 1);
/** Minimum power ratio of a peak to the bins three away at which the peak has its full weight. */
const FULL_PROMINENCE = 64;
const LOG_FULL_PROMINENCE = Math.log(FULL_PROMINENCE);
/** Minimum power ratio of a peak to the bins three away at which the peak counts as tonal. */
const TONAL_PROMINENCE = 8;

const FIRST_BIN = Math.floor((MIN_HERTZ * FFT_SIZE) / FEATURE_RATE);
const LAST_BIN = Math.min(BINS - 2, Math.ceil((MAX_HERTZ * FFT_SIZE) / FEATURE_RATE));
/** Pitch class of each FFT bin, in thirds of a semitone above C, 0 to 36. */
const STEPS = Float64Array.from({ length: BINS }, (_, bin) => {
  const octaves = Math.log2((Math.max(1, bin) * FEATURE_RATE) / FFT_SIZE / 440) + 0.75;
  return FINE_CLASSES * (octaves - Math.floor(octaves));
});

/**
 * Adds the chroma of the spectral peaks of one frame to `out`, and returns the tonality of the frame.
 * The chroma is a harmonic pitch class profile (Gómez 2006). Each peak from 80 to 4200 Hz adds the square root of its
 * magnitude, at its interpolated frequency and at the note whose third harmonic it may be. Silence adds nothing.
 * @param out {@link FINE_CLASSES} numbers per frame, C first; those of this frame begin at index `offset`
 * @returns the share of the power from 80 to 4200 Hz that lies in peaks, 0..1: near 1 for tones, lower for noise
 */
export function peakChroma(power: Float64Array, out: Float32Array, offset: number): number {
  let loudest = 0;
  let total = 0;
  let peaked = 0;
  for (let k = FIRST_BIN; k <= LAST_BIN; k++) {
    const p = power[k] ?? 0;
    total += p;
    if (p > loudest) loudest = p;
  }
  if (loudest < 1e-9) return 0;
  const min = loudest * MIN_SHARE;
  for (let k = FIRST_BIN; k <= LAST_BIN; k++) {
    const here = power[k] ?? 0;
    const left = (power[k - 1] ?? 0) + 1e-12;
    const right = (power[k + 1] ?? 0) + 1e-12;
    if (here < min || here <= left || here < right) continue;
    const prominence = here / (0.5 * ((power[k - 3] ?? 0) + (power[k + 3] ?? 0)) + 1e-12);
    if (prominence > TONAL_PROMINENCE) peaked += left + here + right;
    if (prominence <= 1) continue;
    // Distance of the peak from bin `k`, in bins: the vertex of the parabola through three levels in dB.
    const shift = (0.5 * Math.log(left / right)) / Math.log((left * right) / (here * here));
    const clarity = prominence < FULL_PROMINENCE ? Math.log(prominence) / LOG_FULL_PROMINENCE : 1;
    const strength = Math.sqrt(Math.sqrt(here)) * clarity;
    const steps = (STEPS[k] ?? 0) + stepsBetween(k, shift);
    addAt(out, offset, steps, strength * OWN_CLASS);
    addAt(out, offset, steps - THIRD_STEPS, strength * THIRD_HARMONIC);
  }
  return total > 0 ? Math.min(1, peaked / total) : 0;
}

/** Returns the interval between bins `k` and `k + shift` in thirds of a semitone (Taylor series). */
function stepsBetween(k: number, shift: number): number {
  const ratio = shift / k;
  return (FINE_CLASSES / Math.LN2) * ratio * (1 - ratio * (1 / 2 - ratio / 3));
}

/** Adds a weight at a fractional pitch class, divided between the two nearest classes. */
function addAt(out: Float32Array, offset: number, steps: number, weight: number): void {
  const wrapped = steps < 0 ? steps + FINE_CLASSES : steps >= FINE_CLASSES ? steps - FINE_CLASSES : steps;
  const low = Math.floor(wrapped);
  const share = wrapped - low;
  const a = offset + low;
  const b = low + 1 < FINE_CLASSES ? a + 1 : offset;
  out[a] = (out[a] ?? 0) + weight * (1 - share);
  out[b] = (out[b] ?? 0) + weight * share;
}
