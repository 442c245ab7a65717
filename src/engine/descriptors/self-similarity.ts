import { realFft } from '../recordings/real-fft.ts';

/** Autocorrelation of a series at any lag, -1..1: how similar the series is to itself, shifted by the lag. */
export interface SelfSimilarity {
  /** Returns the value at a lag, interpolated between whole lags; null at lags that are too long to tell. */
  at(lag: number): number | null;
}

/** Longest lag without repetition, as a share of the length: at longer ones, too few values overlap. */
const MAX_SHARE = 0.8;
/** Quantile to which single high values are clipped, so that one loud hit does not decide. */
const CLIPPED_QUANTILE = 0.99;

/**
 * Computes the autocorrelation of an onset envelope, smoothed and clipped.
 * @param isCyclic whether the end of the series is followed by its beginning, as in a loop
 */
export function selfSimilarity(series: Float32Array, isCyclic: boolean): SelfSimilarity {
  const length = series.length;
  const raw = correlate(centered(smoothed(clipped(series))));
  const power = raw[0] ?? 0;
  const value = (lag: number): number => {
    if (power <= 0) return 0;
    const here = raw[lag] ?? 0;
    return isCyclic
      ? (here + (lag > 0 ? (raw[length - lag] ?? 0) : 0)) / power
      : (here * length) / power / (length - lag);
  };
  return {
    at(lag) {
      const wrapped = isCyclic ? lag % length : lag;
      if (!isCyclic && lag + 2 > MAX_SHARE * length) return null;
      const low = Math.floor(wrapped);
      const high = isCyclic ? (low + 1) % length : low + 1;
      return value(low) + (wrapped - low) * (value(high) - value(low));
    },
  };
}

/** Returns the sum of the products of all values that are `lag` apart, for each lag from 0 to n - 1. */
function correlate(series: Float32Array): Float32Array {
  const fft = realFft(2 * series.length);
  const spectrum = fft.forward(series);
  const power = new Float32Array(fft.size);
  power[0] = (spectrum[0] ?? 0) ** 2;
  power[1] = (spectrum[1] ?? 0) ** 2;
  for (let i = 2; i < fft.size; i += 2) power[i] = (spectrum[i] ?? 0) ** 2 + (spectrum[i + 1] ?? 0) ** 2;
  return fft.inverse(power).subarray(0, series.length);
}

/** Returns an onset envelope whose single high values are lowered to a quantile. */
export function clipped(series: Float32Array): Float32Array {
  const limit = series.slice().sort()[Math.floor(CLIPPED_QUANTILE * (series.length - 1))] ?? 0;
  return series.map((value) => Math.min(value, limit));
}

function smoothed(series: Float32Array): Float32Array {
  return series.map((value, i) => 0.5 * value + 0.25 * ((series[i - 1] ?? 0) + (series[i + 1] ?? 0)));
}

function centered(series: Float32Array): Float32Array {
  const mean = series.reduce((sum, value) => sum + value, 0) / Math.max(1, series.length);
  return series.map((value) => value - mean);
}
