import { polyphaseBank } from '../resample/polyphase-bank.ts';

/** Finds the greatest magnitude of the signal that the samples of one channel represent. */
export interface TruePeakMeter {
  add(samples: Float32Array): void;
  /** Returns the greatest magnitude, relative to full scale. No method may be called afterwards. */
  finish(): number;
}

/** Factor by which the signal is oversampled, as in ITU-R BS.1770-5, Annex 2. */
const FACTOR = 4;
const BANK = polyphaseBank(1, FACTOR, { length: 24, cutoff: 1, kaiserBeta: 5 });
const HISTORY = BANK.width;
/**
 * Share of the greatest sample from which a sample is examined. Between two samples, a signal exceeds both by more than
 * 3 dB only if its frequency is near half the rate.
 */
const EXAMINED_SHARE = 0.7;

/** Creates a meter of the true peak, which interpolates the signal around its greatest samples. */
export function createTruePeakMeter(): TruePeakMeter {
  let window = new Float32Array(2 * HISTORY);
  let peak = 0;
  let greatest = 0;

  /** Examines the samples of the window, except those whose neighbors are not all in the window. */
  function examine(end: number): void {
    // Local variables, because the compiler keeps them in registers.
    const samples = window;
    let max = greatest;
    for (let i = HISTORY / 2; i < end - HISTORY / 2; i++) {
      const level = Math.abs(samples[i] ?? 0);
      if (level > max) max = level;
      if (level <= EXAMINED_SHARE * max) continue;
      if (level < Math.abs(samples[i - 1] ?? 0) || level < Math.abs(samples[i + 1] ?? 0)) continue;
      for (let phase = 1; phase < FACTOR; phase++) peak = Math.max(peak, at(i - 1, phase), at(i, phase));
    }
    greatest = max;
  }

  /** Returns the magnitude of the signal at a fraction after sample `i`. */
  function at(i: number, phase: number): number {
    let sum = 0;
    const start = i - BANK.center;
    const row = phase * BANK.width;
    for (let tap = 0; tap < BANK.width; tap++) sum += (BANK.rows[row + tap] ?? 0) * (window[start + tap] ?? 0);
    return Math.abs(sum);
  }

  function add(samples: Float32Array): void {
    const end = HISTORY + samples.length;
    if (window.length < end) {
      const longer = new Float32Array(end);
      longer.set(window.subarray(0, HISTORY));
      window = longer;
    }
    window.set(samples, HISTORY);
    examine(end);
    window.copyWithin(0, samples.length, end);
  }

  return {
    add,
    finish() {
      add(new Float32Array(HISTORY));
      return Math.max(peak, greatest);
    },
  };
}
