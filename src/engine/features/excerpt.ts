import { FEATURE_RATE } from '../pcm.ts';
import { SILENCE_RMS } from '../silence.ts';
import { workingMemory } from '../working-memory.ts';
import { bandLimited, eachBandLimited } from './band-limit.ts';

/** Number of samples of silence (40 ms) added at both ends, so that the filters ring out within the signal. */
const PADDING = 882;
/** Length of the fade-in and the fade-out in samples: 12 ms. */
const FADE = 256;
/** Length of a sound in samples (47 s) from which it is filtered in its own memory, which takes a second filtering. */
const MIN_OVERWRITTEN = 2 ** 20;
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

/** The part of a sound that is analyzed, before it is filtered. */
export interface AudiblePart {
  /** Number of samples of the part. */
  readonly length: number;
  /** RMS by which the samples are divided. */
  readonly loudest: number;
  /** Index of the first audible sample of the sound, and the index after the last one. */
  readonly from: number;
  readonly to: number;
}

export interface Excerpt extends AudiblePart {
  /** The band-limited and scaled samples. The next excerpt overwrites them. */
  readonly signal: Float32Array;
}

export interface ExcerptOptions {
  /** Gets the audible part, while the samples are still as they were. */
  readonly onFound?: (part: AudiblePart) => void;
  /** Whether the samples, and {@link PADDING} values before and after them in their buffer, may be overwritten. */
  readonly mayOverwrite?: boolean;
}

/**
 * Returns the part of a signal that is analyzed: band-limited, trimmed, faded and scaled.
 * The loudest 3 ms are scaled to an RMS of 1. The result does not depend on gain, on silence around the sound, or on
 * the click of an abrupt start, which codecs and resamplers render differently at the edge of a file. The signal is in
 * {@link workingMemory}, or in the memory of the samples.
 * @returns null for silence
 */
export function excerpt(samples: Float32Array, { onFound, mayOverwrite = false }: ExcerptOptions = {}): Excerpt | null {
  const room = mayOverwrite ? roomAround(samples) : null;
  let limited = room ? null : limitedAndPadded(samples);
  const extent = limited ? extentOf(limited) : extentWhenLimited(samples);
  if (!extent) return null;
  const { loudest } = extent;
  const inSound = (index: number) => Math.max(0, Math.min(samples.length, index - PADDING));
  const part = { length: extent.to - extent.from, loudest, from: inSound(extent.from), to: inSound(extent.to) };
  onFound?.(part);
  // The start is faded and then filtered again, because in `limited` the filters have spread the click beyond the fade.
  const start = new Float32Array(Math.min(SETTLING_TIME, part.length));
  const before = Math.max(0, PADDING - extent.from);
  const end = Math.max(0, extent.from - PADDING + start.length);
  start.set(samples.subarray(extent.from - PADDING + before, end), before);
  for (let i = 0; i < FADE; i++) start[i] = (start[i] ?? 0) * fadeGain(i, start.length);
  limited ??= bandLimited(samples, PADDING, room ?? undefined);
  const signal = limited.subarray(extent.from, extent.to);
  signal.set(bandLimited(start));
  const last = signal.length - 1;
  for (let i = 0; i < FADE; i++) signal[last - i] = (signal[last - i] ?? 0) * fadeGain(i, signal.length);
  for (let i = 0; i < signal.length; i++) signal[i] = (signal[i] ?? 0) / loudest;
  return { ...part, signal };
}

/** Returns the memory of a long sound with {@link PADDING} before and after it; null if its buffer ends earlier. */
function roomAround({ buffer, byteOffset, length }: Float32Array): Float32Array | null {
  const start = byteOffset - PADDING * Float32Array.BYTES_PER_ELEMENT;
  const padded = length + 2 * PADDING;
  const fits = start >= 0 && start + padded * Float32Array.BYTES_PER_ELEMENT <= buffer.byteLength;
  return fits && length >= MIN_OVERWRITTEN ? new Float32Array(buffer, start, padded) : null;
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
  const energies = createStepEnergies(signal.length);
  energies.add(signal, 0);
  return audibleExtent(energies.finish(), signal.length);
}

/** Finds the extent of a sound after {@link limitedAndPadded}, without memory for the filtered sound. */
function extentWhenLimited(samples: Float32Array): Extent | null {
  const length = samples.length + 2 * PADDING;
  const energies = createStepEnergies(length);
  eachBandLimited(samples, PADDING, energies.add);
  return audibleExtent(energies.finish(), length);
}

function audibleExtent(energies: Float64Array, length: number): Extent | null {
  let max = 0;
  for (const energy of energies) if (energy > max) max = energy;
  const loudest = Math.sqrt(max);
  if (!(loudest > SILENCE_RMS)) return null;
  const threshold = max * 10 ** (TRIM_DB / 10);
  const audible = (energy: number, step: number) => energy > threshold && meanAround(energies, step) > threshold;
  const first = energies.findIndex(audible);
  const last = energies.findLastIndex(audible);
  return { from: first * STEP, to: Math.min(length, (last + WIDTH) * STEP), loudest };
}

function meanAround(energies: Float64Array, step: number): number {
  const around = energies.subarray(Math.max(0, step - NEIGHBOURHOOD), step + NEIGHBOURHOOD + 1);
  return around.reduce((sum, energy) => sum + energy, 0) / around.length;
}

/** Computes the mean square of the 3 ms from each step on. The signal is padded with zeros at its end. */
function createStepEnergies(length: number) {
  const squares = new Float64Array(Math.ceil(length / STEP));
  return {
    /** Adds the next samples, which begin at index `at` of the signal. */
    add(samples: Float32Array, at: number): void {
      for (let from = 0; from < samples.length; ) {
        const step = Math.floor((at + from) / STEP);
        const to = Math.min(samples.length, (step + 1) * STEP - at);
        let sum = squares[step] ?? 0;
        for (let j = from; j < to; j++) {
          const x = samples[j] ?? 0;
          sum += x * x;
        }
        squares[step] = sum;
        from = to;
      }
    },
    finish(): Float64Array {
      for (let i = 0; i < squares.length; i++) squares[i] = (squares[i] ?? 0) / (STEP * WIDTH);
      // In place, because a sum needs only later squares.
      for (let i = 0; i < squares.length; i++) {
        let sum = 0;
        for (let k = 0; k < WIDTH; k++) sum += squares[i + k] ?? 0;
        squares[i] = sum;
      }
      return squares;
    },
  };
}
