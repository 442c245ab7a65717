import { bandLimited } from './band-limit.ts';

/** Samples of silence added at both ends, so that the filters ring out within the signal: 40 ms. */
const PADDING = 882;
/** Length of the fade-in and the fade-out in samples: 12 ms. */
const FADE = 256;
/** Samples after which the filters' initial state has no effect on a 32-bit sample: 0.19 s. */
const SETTLING_TIME = 4096;

/** Samples per step of the level curve that trimming uses, 0.7 ms, and steps per level: 3 ms. */
const STEP = 16;
const WIDTH = 4;
/** Level below the loudest step that counts as silence, in dB. */
const TRIM_DB = -45;
/**
 * Number of steps on either side of a step, 23 ms, whose mean level must also exceed the trim level.
 * Otherwise single peaks of the background noise would decide where a sound begins.
 */
const NEIGHBOURHOOD = 32;
/** RMS of the loudest step up to which the whole signal counts as silence: half a step of 16-bit audio. */
const MIN_RMS = 1.5e-5;

/**
 * Returns the part of a signal that is analyzed: band-limited, trimmed, faded and scaled.
 * Its loudest 3 ms have an RMS of 1. The result does not depend on gain, on silence around the sound, or on the click
 * of an abrupt start, which codecs and resamplers render differently at the edge of a file.
 * @returns the signal and the RMS that it was divided by; null for silence
 */
export function excerpt(samples: Float32Array): { signal: Float32Array; loudest: number } | null {
  const padded = new Float32Array(samples.length + 2 * PADDING);
  padded.set(samples, PADDING);
  const limited = bandLimited(padded);
  const extent = extentOf(limited);
  if (!extent) return null;
  const signal = limited.slice(extent.from, extent.to);
  // The start is faded before it is filtered again: in `limited`, the filters have spread the click beyond the fade.
  const start = padded.slice(extent.from, Math.min(extent.to, extent.from + SETTLING_TIME));
  for (let i = 0; i < FADE; i++) start[i] = (start[i] ?? 0) * fadeGain(i, start.length);
  signal.set(bandLimited(start));
  const last = signal.length - 1;
  for (let i = 0; i < FADE; i++) signal[last - i] = (signal[last - i] ?? 0) * fadeGain(i, signal.length);
  for (let i = 0; i < signal.length; i++) signal[i] = (signal[i] ?? 0) / extent.loudest;
  return { signal, loudest: extent.loudest };
}

/** Returns the gain at `i` samples from an end: a raised cosine over at most half the signal. */
function fadeGain(i: number, length: number): number {
  const fade = Math.min(FADE, length / 2);
  return i < fade ? 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / fade) : 1;
}

/** The audible part of a signal. */
interface Extent {
  /** Index of the first audible sample. */
  readonly from: number;
  /** Index after the last audible sample. */
  readonly to: number;
  /** RMS of the loudest 3 ms. */
  readonly loudest: number;
}

/** Finds the part of a signal between its first and its last audible sample. Returns null for silence. */
export function extentOf(signal: Float32Array): Extent | null {
  const energies = stepEnergies(signal);
  let max = 0;
  for (const energy of energies) if (energy > max) max = energy;
  const loudest = Math.sqrt(max);
  if (!(loudest > MIN_RMS)) return null;
  const threshold = max * 10 ** (TRIM_DB / 10);
  const audible = (energy: number, step: number) => energy > threshold && meanAround(energies, step) > threshold;
  const first = energies.findIndex(audible);
  const last = energies.findLastIndex(audible);
  return { from: first * STEP, to: Math.min(signal.length, (last + WIDTH) * STEP), loudest };
}

function meanAround(energies: Float64Array, step: number): number {
  const around = energies.subarray(Math.max(0, step - NEIGHBOURHOOD), step + NEIGHBOURHOOD + 1);
  return around.reduce((sum, energy) => sum + energy, 0) / around.length;
}

/** Computes the mean square of the 3 ms that start at each step, padded with zeros. */
function stepEnergies(signal: Float32Array): Float64Array {
  const squares = new Float64Array(Math.ceil(signal.length / STEP));
  for (let i = 0; i < squares.length; i++) {
    const end = Math.min(signal.length, (i + 1) * STEP);
    let sum = 0;
    for (let j = i * STEP; j < end; j++) {
      const x = signal[j] ?? 0;
      sum += x * x;
    }
    squares[i] = sum / (STEP * WIDTH);
  }
  return squares.map((_, i) => {
    let sum = 0;
    for (let k = 0; k < WIDTH; k++) sum += squares[i + k] ?? 0;
    return sum;
  });
}
