import { analyzeFrames } from './analyze-frames.ts';
import { extentOf } from './excerpt.ts';
import { onsetStrength } from './onsets.ts';
import { autocorrelation, FRAME_RATE } from './rhythm.ts';

/** Range of tempi in beats per minute, and number of tempi per octave that are tried. */
const MIN_BPM = 30;
const MAX_BPM = 320;
const STEPS_PER_OCTAVE = 120;
/** Centre (beats per minute) and deviation (octaves) of the log-normal prior. librosa.feature.tempo uses 120 and 1. */
const PRIOR_BPM = 120;
const PRIOR_OCTAVES = 0.7;
/** Range of lags, in frames, that are searched for an exact repetition. Shorter lags lie within a single hit. */
const MIN_LAG = 10;
const MAX_LAG = 450;
/** Minimum sum of two adjacent autocorrelation values for an exact loop. Recordings of human players stay below it. */
const MIN_REPETITION = 1.35;
/** Minimum similarity at the chosen lag, as a fraction of the maximum. The shortest such lag is chosen. */
const NEAR_BEST = 0.85;

/**
 * Estimates the tempo of a sound in beats per minute, for benchmarks: descriptors use `findTempo`.
 * For a loop that repeats exactly, the tempo is that of the repetition, doubled or halved to lie near 120. For other
 * sounds, it is the maximum of the onset autocorrelation times a prior around 120 (Ellis 2007). The octave is
 * ambiguous: half or double the true tempo counts as correct.
 * @returns null if nothing recurs, as in silence, drones and single hits
 */
export function estimateTempo(samples: Float32Array): number | null {
  if (!extentOf(samples)) return null;
  const strength = onsetStrength(analyzeFrames(samples), 0);
  return repetitionTempo(strength) ?? autocorrelationTempo(strength);
}

/** Returns the tempo of the shortest lag at which the sound repeats almost exactly; null if it does not repeat. */
function repetitionTempo(strength: Float32Array): number | null {
  const n = strength.length;
  const lags = Math.min(Math.floor(n * 0.55), MAX_LAG);
  // The factor n / (n - lag) compensates for the smaller overlap at long lags.
  const similarity = autocorrelation(strength, lags + 1).map((x, lag) => (lag < n ? (x * n) / (n - lag) : 0));
  const at = (lag: number) => similarity[lag] ?? 0;
  const pair = (lag: number) => at(lag) + Math.max(0, at(lag - 1), at(lag + 1));
  let best = 0;
  for (let lag = MIN_LAG; lag < lags; lag++) best = Math.max(best, pair(lag));
  if (best < MIN_REPETITION) return null;
  let lag = MIN_LAG;
  while (pair(lag) < NEAR_BEST * best) lag++;
  while (lag + 1 < lags && pair(lag + 1) > pair(lag)) lag++;
  const around = at(lag - 1) + at(lag) + at(lag + 1);
  const centre = lag + (at(lag + 1) - at(lag - 1)) / Math.max(1e-9, around);
  let tempo = (60 * FRAME_RATE) / centre;
  while (tempo < PRIOR_BPM / Math.SQRT2) tempo *= 2;
  while (tempo >= PRIOR_BPM * Math.SQRT2) tempo /= 2;
  return tempo;
}

/** Returns the tempo with the largest product of onset autocorrelation and prior; null if there are no onsets. */
function autocorrelationTempo(strength: Float32Array): number | null {
  const correlation = Float64Array.from({ length: Math.ceil((60 / MIN_BPM) * FRAME_RATE) + 3 }, (_, lag) => {
    let sum = 0;
    for (let t = lag; t < strength.length; t++) sum += (strength[t] ?? 0) * (strength[t - lag] ?? 0);
    return sum;
  });
  const smooth = correlation.map((x, lag) => x + 0.5 * ((correlation[lag - 1] ?? 0) + (correlation[lag + 1] ?? 0)));
  let best = { tempo: 0, score: 0 };
  for (let step = 0; step <= Math.log2(MAX_BPM / MIN_BPM) * STEPS_PER_OCTAVE; step++) {
    const tempo = MIN_BPM * 2 ** (step / STEPS_PER_OCTAVE);
    const lag = (60 / tempo) * FRAME_RATE;
    const low = Math.floor(lag);
    const left = smooth[low] ?? 0;
    const value = left + (lag - low) * ((smooth[low + 1] ?? 0) - left);
    const score = value * Math.exp(-0.5 * (Math.log2(tempo / PRIOR_BPM) / PRIOR_OCTAVES) ** 2);
    if (score > best.score) best = { tempo, score };
  }
  return best.score > 1e-9 ? best.tempo : null;
}
