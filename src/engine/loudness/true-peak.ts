import { polyphaseBank } from '../resample/polyphase-bank.ts';

/** Finds the greatest magnitude of the signals that the samples of several channels represent. */
export interface TruePeakMeter {
  /** Magnitude that a sample must exceed to be examined. */
  readonly threshold: number;
  /** Examines the samples of one channel: every `channels`th from index `from` to `to`. */
  examine(samples: Float32Array, channels: number, from: number, to: number): void;
  /** Returns the greatest magnitude, relative to full scale. */
  readonly peak: number;
}

/** Factor by which the signal is oversampled, as in ITU-R BS.1770-5, Annex 2. */
const FACTOR = 4;
const BANK = polyphaseBank(1, FACTOR, { length: 24, cutoff: 1, kaiserBeta: 5 });
/** Number of samples of a channel that must be known before and after a sample that is examined. */
export const NEIGHBORS = BANK.width / 2;
/**
 * Share of the greatest sample from which a sample is examined. Between two samples, a signal exceeds both by more than
 * 3 dB only if its frequency is near half the rate.
 */
const EXAMINED_SHARE = 0.7;

/** Creates a meter of the true peak, which interpolates the signals around their greatest samples. */
export function createTruePeakMeter(): TruePeakMeter {
  let peak = 0;
  let greatest = 0;

  /** Returns the magnitude of the signal at a fraction after the sample at index `at`. */
  function magnitude(samples: Float32Array, channels: number, at: number, phase: number): number {
    let sum = 0;
    const start = at - BANK.center * channels;
    const row = phase * BANK.width;
    for (let tap = 0; tap < BANK.width; tap++)
      sum += (BANK.rows[row + tap] ?? 0) * (samples[start + tap * channels] ?? 0);
    return Math.abs(sum);
  }

  return {
    get threshold() {
      return EXAMINED_SHARE * greatest;
    },
    examine(samples, channels, from, to) {
      for (let i = from; i < to; i += channels) {
        const level = Math.abs(samples[i] ?? 0);
        if (level > greatest) greatest = level;
        if (level <= EXAMINED_SHARE * greatest) continue;
        const before = i - channels;
        if (level < Math.abs(samples[before] ?? 0) || level < Math.abs(samples[i + channels] ?? 0)) continue;
        for (let phase = 1; phase < FACTOR; phase++) {
          const between = Math.max(magnitude(samples, channels, before, phase), magnitude(samples, channels, i, phase));
          if (between > peak) peak = between;
        }
      }
    },
    get peak() {
      return Math.max(peak, greatest);
    },
  };
}
