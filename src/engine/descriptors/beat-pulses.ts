import { clipped } from './self-similarity.ts';

/** How strongly the events of an onset envelope fall on the beats of a tempo. 1 is as strong as the mean of the envelope. */
export interface BeatPulses {
  /** Mean strength on the beats, halfway between them, at their quarters, and at their thirds. */
  readonly on: number;
  readonly half: number;
  readonly quarter: number;
  readonly third: number;
}

/** Strength of an onset envelope at each frame, from which {@link beatPulses} reads. */
export type PulseStrength = Float64Array;

/**
 * Returns the strength of the events at each frame: the square root of the onset envelope relative to its mean, and the
 * greatest of three frames, because events are not exactly on the beat. The end is followed by the beginning.
 */
export function pulseStrength(series: Float32Array): PulseStrength {
  const limited = clipped(series);
  const mean = limited.reduce((sum, value) => sum + value, 0) / Math.max(1, limited.length);
  const strength = Float64Array.from(limited, (value) => (mean > 0 ? Math.sqrt(Math.max(0, value) / mean) : 0));
  const { length } = strength;
  return strength.map((here, i) =>
    Math.max(here, strength[(i + 1) % length] ?? 0, strength[(i + length - 1) % length] ?? 0),
  );
}

/**
 * Measures the pulses of a loop that begins on a beat.
 * @param beats number of beats of the loop
 */
export function beatPulses(strength: PulseStrength, beats: number): BeatPulses {
  const at = (offset: number) => meanAt(strength, beats, { offset });
  return {
    on: at(0),
    half: at(1 / 2),
    quarter: (at(1 / 4) + at(3 / 4)) / 2,
    third: (at(1 / 3) + at(2 / 3)) / 2,
  };
}

interface Places {
  /** Distance after the beat, in beats. */
  readonly offset?: number;
  /** Beats of a bar of four that count, 0 to 3; all by default. */
  readonly inBar?: readonly number[];
}

/** Returns the mean strength at the beats of a loop that begins on the first beat of a bar. */
export function meanAt(strength: PulseStrength, beats: number, { offset = 0, inBar }: Places): number {
  const { length } = strength;
  let [sum, count] = [0, 0];
  for (let beat = 0; beat < beats; beat++) {
    if (inBar && !inBar.includes(beat % 4)) continue;
    sum += strength[Math.round(((beat + offset) * length) / beats) % length] ?? 0;
    count++;
  }
  return count > 0 ? sum / count : 0;
}
