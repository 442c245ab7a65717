import { polyphaseBank } from '../resample/polyphase-bank.ts';

/** Factor by which the signal is oversampled to find its peaks, as in ITU-R BS.1770-5, Annex 2. */
const FACTOR = 4;
const BANK = polyphaseBank(1, FACTOR, { length: 24, cutoff: 1, kaiserBeta: 5 });
/** Limits a signal whose peaks are known, at any gain. */
export interface Limiter {
  /**
   * Returns the signal times `gain`, with its true peak at most about `ceiling`.
   * @param reach samples on either side of a peak over which the gain falls and rises. The shorter, the louder the
   * result can become, and the more distorted.
   */
  limit(gain: number, ceiling: number, reach: number): Float32Array;
}

/**
 * Creates a limiter for a signal. It finds the peaks once, because they scale with the gain.
 * The gain around a peak falls ahead of it and rises after it along a Hann window, so that no waveform is cut off.
 * @see Giannoulis, Massberg and Reiss, "Digital Dynamic Range Compressor Design", JAES 60(6), 2012 (look-ahead)
 * @param samples mono, at 48 kHz
 */
export function createLimiter(samples: Float32Array): Limiter {
  const peaks = truePeaks(samples);
  return {
    limit(gain, ceiling, reach) {
      const lowest = slidingMinimum(
        peaks.map((peak) => Math.min(1, ceiling / (gain * peak))),
        reach,
      );
      const window = Float64Array.from(
        { length: 2 * reach + 1 },
        (_, i) => 1 - Math.cos((Math.PI * (i + 1)) / (reach + 1)),
      );
      const total = window.reduce((sum, weight) => sum + weight, 0);
      return samples.map((sample, i) => {
        // A minimum lasts longer than half the window, so that three of its values tell whether all are 1.
        if (lowest[i] === 1 && (lowest[i - reach] ?? 1) === 1 && (lowest[i + reach] ?? 1) === 1) return gain * sample;
        let sum = 0;
        for (let k = -reach; k <= reach; k++) sum += (window[k + reach] ?? 0) * (lowest[i + k] ?? lowest[i] ?? 1);
        return (gain * sample * sum) / total;
      });
    },
  };
}

/** Returns the greatest magnitude of the signal around each sample, between the samples too. */
function truePeaks(samples: Float32Array): Float32Array {
  const peaks = samples.map(Math.abs);
  for (let i = 0; i < samples.length; i++) {
    for (let phase = 1; phase < FACTOR; phase++) {
      let sum = 0;
      const row = phase * BANK.width;
      for (let tap = 0; tap < BANK.width; tap++)
        sum += (BANK.rows[row + tap] ?? 0) * (samples[i - BANK.center + tap] ?? 0);
      const level = Math.abs(sum);
      if (level > (peaks[i] ?? 0)) peaks[i] = level;
      if (level > (peaks[i + 1] ?? Number.POSITIVE_INFINITY)) peaks[i + 1] = level;
    }
  }
  return peaks;
}

/** Returns the lowest value within `reach` of each sample. */
function slidingMinimum(values: Float32Array, reach: number): Float32Array {
  const lowest = values.slice();
  const low: number[] = [];
  let head = 0;
  for (let i = 0; i < values.length + reach; i++) {
    const value = values[i];
    if (value !== undefined) {
      while (low.length > head && (values[low.at(-1) ?? 0] ?? 1) >= value) low.pop();
      low.push(i);
    }
    if ((low[head] ?? i) < i - 2 * reach) head++;
    if (i >= reach) lowest[i - reach] = values[low[head] ?? i - reach] ?? 1;
  }
  return lowest;
}
