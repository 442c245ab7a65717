import { FEATURE_RATE } from '../pcm.ts';

/** How the level of a sound changes along time. */
export interface EnvelopeShape {
  /** Punch: crest factor, the highest sample relative to the RMS, in dB. A sine has 3.01 dB. */
  readonly crestDb: number;
  /** Attack time: from 10 % to 90 % of the greatest magnitude, at its first occurrence, in milliseconds. */
  readonly attackMs: number;
}

const START_SHARE = 0.1;
const END_SHARE = 0.9;

/**
 * Measures the envelope of the audible part of a sound.
 * The attack begins after the last 25 ms in which all samples are below 10 % of the greatest magnitude (the thresholds
 * are those of Peeters 2004, "log-attack time").
 * @param samples audible samples at {@link FEATURE_RATE}, not all 0
 */
export function envelopeShape(samples: Float32Array): EnvelopeShape {
  // Two samples at a time, because independent sums are faster than one.
  let greatest = 0;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < samples.length; i += 2) {
    const here = (samples[i] ?? 0) ** 2;
    const next = (samples[i + 1] ?? 0) ** 2;
    if (here > greatest) greatest = here;
    if (next > greatest) greatest = next;
    even += here;
    odd += next;
  }
  const peak = Math.sqrt(greatest);
  let end = 0;
  while (Math.abs(samples[end] ?? 0) < END_SHARE * peak) end++;
  return {
    crestDb: 20 * Math.log10(peak / Math.sqrt((even + odd) / samples.length)),
    attackMs: (1000 * (end - attackStart(samples, end, START_SHARE * peak))) / FEATURE_RATE,
  };
}

/** Longest time between two peaks of the waveform of a low tone, in samples. */
const MAX_GAP = Math.round(0.025 * FEATURE_RATE);

/** Returns the first sample above a threshold after which, up to `end`, samples exceed it at least every 25 ms. */
function attackStart(samples: Float32Array, end: number, threshold: number): number {
  let start = end;
  for (let i = end; i >= 0 && start - i <= MAX_GAP; i--) if (Math.abs(samples[i] ?? 0) >= threshold) start = i;
  return start;
}
