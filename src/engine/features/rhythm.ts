import { FEATURE_RATE } from '../pcm.ts';
import { HOP } from '../spectrum.ts';
import type { FrameDescriptors } from './analyze-frames.ts';
import { autocorrelation } from './autocorrelation.ts';
import { onsetFrames, onsetStrength } from './onsets.ts';
import { smoothStep } from './smooth-step.ts';

/** Frames a second. */
export const FRAME_RATE = FEATURE_RATE / HOP;
const LAGS = 80;
/** Shortest and longest lag, in seconds. */
const SHORTEST = 0.08;
const LONGEST = 4;
/** Steepest rise, in dB a frame, of a sound whose beginnings are barely heard, and of one whose are plain. */
const STEEP = [1, 2] as const;
/** How many beginnings, counted by their strength, a sound has that barely has a rhythm, and that plainly has. */
const RHYTHMIC = [1.1, 2.1] as const;
/** Or how like itself it is after its best lag. */
const PERIODIC = [0.15, 0.3] as const;
/** First lag that is a beat rather than the length of a stroke: 0.18 s. */
const SHORTEST_BEAT = 17;

/**
 * Rhythm and tempo: after what time the sound's beginnings come again.
 *
 * Autocorrelation of the onset strength at 80 lags from 0.08 to 4 s, evenly spaced in their logarithm (Gruhne et al.
 * 2009), so that a change of tempo is a shift. 80 numbers, -1..1; zeros for a steady sound; deaf to gain.
 */
export function rhythmStatistics(frames: FrameDescriptors): Float64Array {
  return repetition(onsetStrength(frames));
}

/** The statistics, from the onset strength. */
function repetition(strength: Float32Array): Float64Array {
  const correlation = autocorrelation(strength, Math.ceil(LONGEST * FRAME_RATE) + 1);
  return Float64Array.from({ length: LAGS }, (_, i) => {
    const lag = FRAME_RATE * SHORTEST * (LONGEST / SHORTEST) ** (i / (LAGS - 1));
    const low = Math.floor(lag);
    const left = correlation[low] ?? 0;
    return left + (lag - low) * ((correlation[low + 1] ?? 0) - left);
  });
}

/** How much of a rhythm there is to hear, 0..1: 0 for a drone or a single hit, 1 from a few plain beginnings on. */
export function rhythmSalience(frames: FrameDescriptors): number {
  const strength = onsetStrength(frames);
  const steepest = strength.reduce((a, b) => Math.max(a, b), 0);
  const beginnings = onsetFrames(strength).reduce((sum, t) => sum + (strength[t] ?? 0) / steepest, 0);
  const periodicity = repetition(strength)
    .subarray(SHORTEST_BEAT)
    .reduce((a, b) => Math.max(a, b), 0);
  return smoothStep(steepest, STEEP) * Math.max(smoothStep(beginnings, RHYTHMIC), smoothStep(periodicity, PERIODIC));
}
