import { FEATURE_RATE } from '../pcm.ts';
import { FFT_SIZE } from '../spectrum.ts';
import { BASS_BIN_HERTZ } from './bass-spectrum.ts';
import { ramp } from './ramp.ts';

/** Number of pitch classes per octave, each a third of a semitone wide. */
export const FINE_CLASSES = 36;
/** Range of frequencies, in hertz, in which spectral peaks count as notes. */
const MIN_HERTZ = 30;
const MAX_HERTZ = 4200;
/** Range of frequencies, in hertz, in which peaks of the bass spectrum and of the common spectrum are blended. */
const CROSSOVER = [70, 100] as const;
/** Share of the bass in a frame's power up to which bass peaks do not count, and from which they count fully. */
const BASS_SHARE = [0.4, 0.8] as const;
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

/** The bins of a spectrum whose peaks are searched. */
interface Band {
  readonly first: number;
  readonly last: number;
  /** Pitch class of each bin, in thirds of a semitone above C, 0 to 36. */
  readonly steps: Float64Array;
  /** Weight of each bin, 0..1. */
  readonly weights: Float64Array;
}

const BASS = band(BASS_BIN_HERTZ, MIN_HERTZ, CROSSOVER[1], (hertz) => 1 - ramp(hertz, ...CROSSOVER));
const LOW = band(FEATURE_RATE / FFT_SIZE, MIN_HERTZ, CROSSOVER[1], (hertz) => 1 - ramp(hertz, ...CROSSOVER));
const REST = band(FEATURE_RATE / FFT_SIZE, CROSSOVER[0], MAX_HERTZ, (hertz) => ramp(hertz, ...CROSSOVER));

function band(binHertz: number, from: number, to: number, weight: (hertz: number) => number): Band {
  const [first, last] = [Math.floor(from / binHertz), Math.ceil(to / binHertz)];
  const steps = Float64Array.from({ length: last + 1 }, (_, bin) => {
    const octaves = Math.log2((Math.max(1, bin) * binHertz) / 440) + 0.75;
    return FINE_CLASSES * (octaves - Math.floor(octaves));
  });
  const weights = Float64Array.from({ length: last + 1 }, (_, bin) => weight(bin * binHertz));
  return { first, last, steps, weights };
}

/**
 * Adds the chroma of the spectral peaks of one frame to `out`, and returns the tonality of the frame.
 * The chroma is a harmonic pitch class profile (Gómez 2006). Each peak from 85 to 4200 Hz adds the square root of its
 * magnitude, at its interpolated frequency and at the note whose third harmonic it may be. Silence adds nothing. Peaks
 * from 30 to 85 Hz count only if most of the frame's power is below 85 Hz: other low notes have harmonics above 85 Hz.
 * @param bass returns the power spectrum of the same frame at a higher resolution, from `bassSpectra`
 * @param out {@link FINE_CLASSES} numbers per frame, C first; those of this frame begin at index `offset`
 * @returns the share of the power that lies in peaks, 0..1: near 1 for tones, lower for noise
 */
export function peakChroma(power: Float64Array, bass: () => Float64Array, out: Float32Array, offset: number): number {
  const low = sumOf(power, LOW);
  const rest = sumOf(power, REST);
  const gain = ramp(low / (low + rest + 1e-12), ...BASS_SHARE);
  const loudest = Math.max(maxOf(power, REST), gain > 0 ? maxOf(power, LOW) : 0);
  if (loudest < 1e-9) return 0;
  const peaked = addPeaks(power, REST, loudest * MIN_SHARE, 1, out, offset);
  if (gain === 0) return Math.min(1, peaked / rest);
  const fine = bass();
  const bassPeaks = addPeaks(fine, BASS, loudest * MIN_SHARE, gain, out, offset);
  return Math.min(1, (peaked + gain * bassPeaks) / (rest + gain * sumOf(fine, BASS)));
}

/** Adds the chroma of the peaks of a band, times `gain`, and returns the power of the peaks that count as tonal. */
function addPeaks(
  power: Float64Array,
  { first, last, steps, weights }: Band,
  min: number,
  gain: number,
  out: Float32Array,
  offset: number,
): number {
  let peaked = 0;
  for (let k = first; k <= last; k++) {
    const here = power[k] ?? 0;
    const left = (power[k - 1] ?? 0) + 1e-12;
    const right = (power[k + 1] ?? 0) + 1e-12;
    if (here < min || here <= left || here < right) continue;
    const prominence = here / (0.5 * ((power[k - 3] ?? 0) + (power[k + 3] ?? 0)) + 1e-12);
    const weight = weights[k] ?? 0;
    if (prominence > TONAL_PROMINENCE) peaked += weight * (left + here + right);
    if (prominence <= 1) continue;
    // Distance of the peak from bin `k`, in bins: the vertex of the parabola through three levels in dB.
    const shift = (0.5 * Math.log(left / right)) / Math.log((left * right) / (here * here));
    const clarity = prominence < FULL_PROMINENCE ? Math.log(prominence) / LOG_FULL_PROMINENCE : 1;
    const strength = gain * weight * Math.sqrt(Math.sqrt(here)) * clarity;
    const step = (steps[k] ?? 0) + stepsBetween(k, shift);
    addAt(out, offset, step, strength * OWN_CLASS);
    addAt(out, offset, step - THIRD_STEPS, strength * THIRD_HARMONIC);
  }
  return peaked;
}

/** Sums the weighted power of a band. */
function sumOf(power: Float64Array, { first, last, weights }: Band): number {
  let sum = 0;
  for (let k = first; k <= last; k++) sum += (weights[k] ?? 0) * (power[k] ?? 0);
  return sum;
}

function maxOf(power: Float64Array, { first, last }: Band): number {
  let max = 0;
  for (let k = first; k <= last; k++) {
    const p = power[k] ?? 0;
    if (p > max) max = p;
  }
  return max;
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
