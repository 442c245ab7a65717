import { FEATURE_RATE } from '../pcm.ts';
import { periodOf } from './period.ts';

/** Samples of a frame: 93 ms. */
const FRAME = 2048;
const MIN_FRAME = 256;
/** Number of frames that are measured, evenly spaced over the steady part of the sound. */
const FRAMES = 12;
/** Lowest level of a frame relative to the loudest one: -26 dB. */
const MIN_LEVEL = 0.05;
/** Share of the frames that must have a period, and share of those that must agree within {@link MAX_CENTS}. */
const MIN_VOICED = 0.6;
const MIN_AGREEING = 0.7;
const MAX_CENTS = 60;

/**
 * Estimates the fundamental frequency of a single note, from 40 Hz to 4 kHz.
 * The pitch is the median over the frames of the steady part (see `periodOf`).
 * @param samples the audible part of a sound at {@link FEATURE_RATE}
 * @returns null if the sound has no pitch, or more than one note
 */
export function estimatePitch(samples: Float32Array): number | null {
  const length = Math.min(FRAME, samples.length);
  if (length < MIN_FRAME) return null;
  const starts = steadyFrames(samples, length);
  const periods = starts.map((start) => periodOf(samples.subarray(start, start + length)));
  const voiced = periods.filter((period) => period !== null);
  if (voiced.length === 0 || voiced.length < MIN_VOICED * starts.length) return null;
  voiced.sort((a, b) => a - b);
  const median = voiced[Math.floor(voiced.length / 2)] ?? 0;
  const agreeing = voiced.filter((period) => Math.abs(1200 * Math.log2(period / median)) < MAX_CENTS);
  return agreeing.length < MIN_AGREEING * voiced.length ? null : FEATURE_RATE / median;
}

/** Returns the starts of evenly spaced frames after the attack, without the quiet frames. */
function steadyFrames(samples: Float32Array, length: number): number[] {
  const last = samples.length - length;
  const first = Math.min(last, length / 2, last / 4);
  const starts = Array.from({ length: FRAMES }, (_, i) => Math.round(first + ((last - first) * i) / (FRAMES - 1)));
  const levels = starts.map((start) => rms(samples.subarray(start, start + length)));
  const loudest = Math.max(...levels);
  const loud = starts.filter((_, i) => (levels[i] ?? 0) >= MIN_LEVEL * loudest);
  return [...new Set(loud)];
}

export function rms(samples: Float32Array): number {
  let squares = 0;
  for (let i = 0; i < samples.length; i++) squares += (samples[i] ?? 0) ** 2;
  return Math.sqrt(squares / samples.length);
}
