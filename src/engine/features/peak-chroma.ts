import { FEATURE_RATE } from '../pcm.ts';
import { BINS, FFT_SIZE } from '../spectrum.ts';

/** Steps of a third of a semitone. */
export const FINE_CLASSES = 36;
/** Peaks outside of this range are not heard as notes. */
const LOWEST_HERTZ = 80;
const HIGHEST_HERTZ = 4200;
/** Peaks further than this below the loudest of their frame do not count (power ratio, -40 dB). */
const LEAST_SHARE = 1e-4;
/**
 * A note's second, third and fourth harmonic also speak for it, each with 0.6 of the weight of the one before (Gómez
 * 2006). The second and the fourth are the same note in another octave, so the weights of those three are one.
 */
const SAME_NOTE = 1 + 0.6 + 0.6 ** 3;
const THIRD_HARMONIC = 0.6 ** 2;
const THIRD_STEPS = FINE_CLASSES * (Math.log2(3) - 1);
/** A peak counts in full from this power ratio to what is three bins away. */
const PLAIN = 64;
/** A peak that stands out by this much is a tone's. */
const TONAL = 8;

const FIRST_BIN = Math.floor((LOWEST_HERTZ * FFT_SIZE) / FEATURE_RATE);
const LAST_BIN = Math.min(BINS - 2, Math.ceil((HIGHEST_HERTZ * FFT_SIZE) / FEATURE_RATE));
/** Steps above C of each bin's frequency. */
const STEPS = Float64Array.from({ length: BINS }, (_, bin) => {
  const octaves = Math.log2((Math.max(1, bin) * FEATURE_RATE) / FFT_SIZE / 440) + 0.75;
  return FINE_CLASSES * (octaves - Math.floor(octaves));
});

/**
 * Adds the spectral peaks of a frame to `out`, C first, by interpolated frequency and square root of magnitude.
 * @returns the share of the frame's power in this range that stands in peaks, 0..1: near 1 for tones, lower for noise.
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
  const least = loudest * LEAST_SHARE;
  for (let k = FIRST_BIN; k <= LAST_BIN; k++) {
    const here = power[k] ?? 0;
    const left = (power[k - 1] ?? 0) + 1e-12;
    const right = (power[k + 1] ?? 0) + 1e-12;
    if (here < least || here <= left || here < right) continue;
    const prominence = here / (0.5 * ((power[k - 3] ?? 0) + (power[k + 3] ?? 0)) + 1e-12);
    if (prominence > TONAL) peaked += left + here + right;
    if (prominence <= 1) continue;
    // The top of the parabola through the three in decibels.
    const shift = (0.5 * Math.log(left / right)) / Math.log((left * right) / (here * here));
    const fullness = prominence < PLAIN ? Math.log(prominence) / Math.log(PLAIN) : 1;
    const strength = Math.sqrt(Math.sqrt(here)) * fullness;
    const steps = (STEPS[k] ?? 0) + stepsBetween(k, shift);
    addAt(out, offset, steps, strength * SAME_NOTE);
    addAt(out, offset, steps - THIRD_STEPS, strength * THIRD_HARMONIC);
  }
  return total > 0 ? Math.min(1, peaked / total) : 0;
}

/** Steps from bin `k` to bin `k + shift`: the logarithm's series, to a hundredth of a step. */
function stepsBetween(k: number, shift: number): number {
  const ratio = shift / k;
  return (FINE_CLASSES / Math.LN2) * ratio * (1 - ratio * (1 / 2 - ratio / 3));
}

/** Adds a weight at a place on the circle of steps, shared between its two neighbours. */
function addAt(out: Float32Array, offset: number, steps: number, weight: number): void {
  const turned = steps < 0 ? steps + FINE_CLASSES : steps >= FINE_CLASSES ? steps - FINE_CLASSES : steps;
  const low = Math.floor(turned);
  const share = turned - low;
  const a = offset + low;
  const b = low + 1 < FINE_CLASSES ? a + 1 : offset;
  out[a] = (out[a] ?? 0) + weight * (1 - share);
  out[b] = (out[b] ?? 0) + weight * share;
}
