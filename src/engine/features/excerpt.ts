import { FEATURE_RATE } from '../pcm.ts';
import { SILENCE_RMS } from '../silence.ts';
import { workingMemory } from '../working-memory.ts';
import { bandLimited } from './band-limit.ts';

/** Number of samples of silence (40 ms) added at both ends, so that the filters ring out within the signal. */
const PADDING = 882;
/** Length of the fade-in and the fade-out in samples: 12 ms. */
const FADE = 256;
/** Number of samples (0.19 s) after which the filters' initial state has no effect on a 32-bit sample. */
const SETTLING_TIME = 4096;

/** Samples per step (0.7 ms) and steps per level (3 ms) of the level curve that is used for trimming. */
const STEP = 16;
const WIDTH = 4;
/** Level, relative to the loudest step, up to which a step counts as silence, in dB. */
const TRIM_DB = -45;
/**
 * Number of steps (23 ms) on either side of a step whose mean level must also exceed the trim level.
 * Without this condition, single peaks of the background noise would decide where a sound begins.
 */
const NEIGHBOURHOOD = 32;

/** The part of a sound that is analyzed. */
export interface Excerpt {
  /** The band-limited and scaled samples. The next excerpt overwrites them. */
  readonly signal: Float32Array;
  /** RMS by which the samples were divided. */
  readonly loudest: number;
  /** Index of the first audible sample of the sound, and the index after the last one. */
  readonly from: number;
  readonly to: number;
}

/**
 * Returns the part of a signal that is analyzed: band-limited, trimmed, faded and scaled.
 * The loudest 3 ms are scaled to an RMS of 1. The result does not depend on gain, on silence around the sound, or on
 * the click of an abrupt start, which codecs and resamplers render differently at the edge of a file. The signal is in
 * {@link workingMemory}.
 * @returns null for silence
 */
export function excerpt(samples: Float32Array): Excerpt | null {
  const limited = limitedAndPadded(samples);
  const extent = extentOf(limited);
  if (!extent) return null;
  const signal = limited.subarray(extent.from, extent.to);
  // The start is faded and then filtered again, because in `limited` the filters have spread the click beyond the fade.
  const start = new Float32Array(Math.min(SETTLING_TIME, signal.length));
  const before = Math.max(0, PADDING - extent.from);
  const end = Math.max(0, extent.from - PADDING + start.length);
  start.set(samples.subarray(extent.from - PADDING + before, end), before);
  for (let i = 0; i < FADE; i++) start[i] = (start[i] ?? 0) * fadeGain(i, start.length);
  signal.set(bandLimited(start));
  const last = signal.length - 1;
  for (let i = 0; i < FADE; i++) signal[last - i] = (signal[last - i] ?? 0) * fadeGain(i, signal.length);
  const { loudest } = extent;
  for (let i = 0; i < signal.length; i++) signal[i] = (signal[i] ?? 0) / loudest;
  const inSound = (index: number) => Math.max(0, Math.min(samples.length, index - PADDING));
  return { signal, loudest, from: inSound(extent.from), to: inSound(extent.to) };
}

/**
 * Returns the part of a sound between its first and its last audible sample at another sample rate.
 * It is the part that {@link excerpt} analyzes. Returns all samples of a silent sound.
 * @param samples the sound at {@link FEATURE_RATE}
 * @param resampled the same sound at `rate` hertz
 */
export function audiblePart(samples: Float32Array, resampled: Float32Array, rate: number): Float32Array {
  const extent = extentOf(limitedAndPadded(samples));
  if (!extent) return resampled;
  const at = (sample: number) => Math.round(((sample - PADDING) * rate) / FEATURE_RATE);
  return resampled.subarray(Math.max(0, at(extent.from)), Math.max(1, at(extent.to)));
}

/** Returns a band-limited signal with silence at both ends, in the thread's {@link workingMemory}. */
function limitedAndPadded(samples: Float32Array): Float32Array {
  return bandLimited(samples, PADDING, workingMemory(samples.length + 2 * PADDING));
}

/** Returns the gain of a fade at `i` samples from an end: a raised cosine over at most half the signal. */
function fadeGain(i: number, length: number): number {
  const fade = Math.min(FADE, length / 2);
  return i < fade ? 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / fade) : 1;
}

/** Audible part of a signal. */
export interface Extent {
  /** Index of the first audible sample. */
  readonly from: number;
  /** Index after the last audible sample. */
  readonly to: number;
  /** RMS of the loudest 3 ms of the signal. */
  readonly loudest: number;
}

/** Finds the part of a signal between its first and its last audible sample. Returns null for silence. */
export function extentOf(signal: Float32Array): Extent | null {
  const energies = stepEnergies(signal);
  let max = 0;
  for (const energy of energies) if (energy > max) max = energy;
  const loudest = Math.sqrt(max);
  if (!(loudest > SILENCE_RMS)) return null;
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

/** Computes the mean square of the 3 ms from each step on. The signal is padded with zeros at its end. */
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
  // In place, because a sum needs only later squares.
  for (let i = 0; i < squares.length; i++) {
    let sum = 0;
    for (let k = 0; k < WIDTH; k++) sum += squares[i + k] ?? 0;
    squares[i] = sum;
  }
  return squares;
}
