import { FEATURE_RATE } from '../pcm.ts';
import { HOP } from '../spectrum.ts';
import type { FrameDescriptors } from './frame-descriptors.ts';
import { onsetStrength } from './onsets.ts';

export const FRAME_RATE = FEATURE_RATE / HOP;
const LAGS = 80;
/** Shortest and longest lag in seconds. */
const MIN_LAG = 0.08;
const MAX_LAG = 4;

/**
 * Summarizes rhythm and tempo: after what time the onsets of a sound recur.
 *
 * Autocorrelation of the onset strength at 80 lags from 0.08 to 4 s, spaced evenly in the logarithm of the lag (Gruhne
 * et al. 2009), so that a change of tempo only shifts the numbers. 80 numbers, -1..1; zeros for a steady sound.
 * Gain-invariant.
 */
export function rhythmStatistics(frames: FrameDescriptors): Float64Array {
  return onsetAutocorrelation(onsetStrength(frames));
}

export function onsetAutocorrelation(strength: Float32Array): Float64Array {
  const correlation = autocorrelation(strength, Math.ceil(MAX_LAG * FRAME_RATE) + 1);
  return Float64Array.from({ length: LAGS }, (_, i) => {
    const lag = FRAME_RATE * MIN_LAG * (MAX_LAG / MIN_LAG) ** (i / (LAGS - 1));
    const low = Math.floor(lag);
    const left = correlation[low] ?? 0;
    return left + (lag - low) * ((correlation[low + 1] ?? 0) - left);
  });
}

/**
 * Computes the autocorrelation of a series after its mean is subtracted, divided by the value at lag 0.
 * @returns the values at lags 0..`lags`, each -1..1; zeros for a constant series
 */
export function autocorrelation(series: Float32Array, lags: number): Float64Array {
  const n = series.length;
  let mean = 0;
  for (const x of series) mean += x / n;
  const centred = Float64Array.from(series, (x) => x - mean);
  const out = new Float64Array(lags + 1);
  for (let lag = 0; lag <= Math.min(lags, n - 1); lag++) {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += (centred[i] ?? 0) * (centred[i - lag] ?? 0);
    out[lag] = sum;
  }
  const power = out[0] ?? 0;
  return power > 1e-9 ? out.map((x) => x / power) : out.fill(0);
}
