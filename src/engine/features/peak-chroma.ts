import { FEATURE_RATE } from '../pcm.ts';
import { BINS, FFT_SIZE } from '../spectrum.ts';

/** Steps of a third of a semitone. */
export const FINE_CLASSES = 36;
/** Peaks outside of this range are not heard as notes. */
const LOWEST_HERTZ = 80;
const HIGHEST_HERTZ = 4200;
/** Peaks further than this below the loudest of their frame do not count (power ratio, -40 dB). */
const LEAST_SHARE = 1e-4;
/** A note's n-th harmonic also speaks for its fundamental, with this weight to the power n-1 (Gómez 2006). */
const HARMONIC_DECAY = 0.6;
const HARMONICS = 4;
const HARMONIC_OCTAVES = Float64Array.from({ length: HARMONICS }, (_, n) => Math.log2(n + 1));

const FIRST_BIN = Math.floor((LOWEST_HERTZ * FFT_SIZE) / FEATURE_RATE);
const LAST_BIN = Math.min(BINS - 2, Math.ceil((HIGHEST_HERTZ * FFT_SIZE) / FEATURE_RATE));

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
    const left = power[k - 1] ?? 0;
    const right = power[k + 1] ?? 0;
    if (here < least || here <= left || here < right) continue;
    const a = Math.log(left + 1e-12);
    const b = Math.log(here);
    const c = Math.log(right + 1e-12);
    const shift = (0.5 * (a - c)) / (a - 2 * b + c);
    const hertz = ((k + shift) * FEATURE_RATE) / FFT_SIZE;
    const prominence = here / (0.5 * ((power[k - 3] ?? 0) + (power[k + 3] ?? 0)) + 1e-12);
    if (prominence > 8) peaked += left + here + right;
    const strength = Math.sqrt(Math.sqrt(here)) * Math.min(1, Math.log2(Math.max(1, prominence)) / 6);
    let weight = strength;
    const octaves = Math.log2(hertz / 440);
    for (let n = 0; n < HARMONICS; n++) {
      addAt(out, offset, octaves - (HARMONIC_OCTAVES[n] ?? 0), weight);
      weight *= HARMONIC_DECAY;
    }
  }
  return total > 0 ? Math.min(1, peaked / total) : 0;
}

function addAt(out: Float32Array, offset: number, octaves: number, weight: number): void {
  const turns = octaves + 0.75;
  const position = (turns - Math.floor(turns)) * FINE_CLASSES;
  const low = Math.floor(position);
  const share = position - low;
  const a = offset + (low < FINE_CLASSES ? low : 0);
  const b = offset + (low + 1 < FINE_CLASSES ? low + 1 : 0);
  out[a] = (out[a] ?? 0) + weight * (1 - share);
  out[b] = (out[b] ?? 0) + weight * share;
}
