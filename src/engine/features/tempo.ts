import { analyzeFrames } from './analyze-frames.ts';
import { extentOf } from './excerpt.ts';
import { onsetStrength } from './onsets.ts';
import { autocorrelation, FRAME_RATE } from './rhythm.ts';

/** Range of tempi in beats per minute, and its resolution. */
const MIN_BPM = 30;
const MAX_BPM = 320;
const STEPS_PER_OCTAVE = 120;
/** Centre and deviation (octaves) of the log-normal prior. librosa.feature.tempo has 120 and 1. */
const PRIOR_BPM = 120;
const PRIOR_OCTAVES = 0.7;
/** Range of the lag, in frames, at which an exact repetition is searched. Shorter lags are single hits. */
const MIN_LAG = 10;
const MAX_LAG = 450;
/** Minimum sum of two adjacent autocorrelations of a loop. Human players stay below it. */
const MIN_REPETITION = 1.35;
/** Fraction of the best repetition that the first repeating lag must reach. */
const NEAR_BEST = 0.85;

/**
 * Estimates the tempo of a sound in beats per minute.
 * For a loop that repeats exactly, the tempo is that of the repetition, doubled or halved to lie near 120. For other
 * sounds it is the maximum of the onset autocorrelation times a prior around 120 (Ellis 2007). The octave is
 * ambiguous: half or double the true tempo counts as correct.
 * @returns null if nothing recurs (silence, drones, single hits)
 */
export function estimateTempo(samples: Float32Array): number | null {
  if (!extentOf(samples)) return null;
  const strength = onsetStrength(analyzeFrames(samples), 0);
  return repetitionTempo(strength) ?? autocorrelationTempo(strength);
}

/** Returns the tempo of the shortest lag of an almost exact repetition, or null without one. */
function repetitionTempo(strength: Float32Array): number | null {
  const n = strength.length;
  const lags = Math.min(Math.floor(n * 0.55), MAX_LAG);
  // Compensates for the smaller overlap at long lags.
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

/** Returns the tempo with the largest product of onset autocorrelation and prior, or null. */
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
