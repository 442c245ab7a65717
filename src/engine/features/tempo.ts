import { analyzeFrames } from './analyze-frames.ts';
import { autocorrelation } from './autocorrelation.ts';
import { onsetStrength } from './onsets.ts';
import { FRAME_RATE } from './rhythm.ts';
import { extentOf } from './trim.ts';

/** Tempi that are looked for, in beats a minute, and how finely. */
const SLOWEST = 30;
const FASTEST = 320;
const STEPS_AN_OCTAVE = 120;
/** A tempo near this is preferred, the more the nearer in octaves (librosa.feature.tempo's prior, somewhat narrower). */
const USUAL = 120;
const OCTAVES = 0.7;
/** Longest time, in frames, after which a sound may repeat itself, and shortest that is a beat and not a stroke. */
const LONGEST = 450;
const SHORTEST = 10;
/** Two neighbouring lags together above this is a machine's repetition; players stay below. */
const EXACT = 1.35;
/** The first lag that comes this near to the best repetition is the one that repeats. */
const NEAR_BEST = 0.85;

/**
 * Tempo in beats a minute, or null where nothing recurs (silence, drones, single hits). Where a sound repeats itself
 * exactly, the time after which it does, halved or doubled to near 120; else the best autocorrelation of the onset
 * strength under a prior around 120 (Ellis 2007). Octaves are a matter of taste: half or double counts as right.
 */
export function estimateTempo(samples: Float32Array): number | null {
  if (!extentOf(samples)) return null;
  const strength = onsetStrength(analyzeFrames(samples), 0);
  return repetition(strength) ?? likeliest(strength);
}

/** Tempo of a machine: from the shortest time after which nearly everything comes again. */
function repetition(strength: Float32Array): number | null {
  const n = strength.length;
  const lags = Math.min(Math.floor(n * 0.55), LONGEST);
  // Undo that fewer frames overlap at long lags.
  const likeness = autocorrelation(strength, lags + 1).map((x, lag) => (lag < n ? (x * n) / (n - lag) : 0));
  const at = (lag: number) => likeness[lag] ?? 0;
  const pair = (lag: number) => at(lag) + Math.max(0, at(lag - 1), at(lag + 1));
  let best = 0;
  for (let lag = SHORTEST; lag < lags; lag++) best = Math.max(best, pair(lag));
  if (best < EXACT) return null;
  let lag = SHORTEST;
  while (pair(lag) < NEAR_BEST * best) lag++;
  while (lag + 1 < lags && pair(lag + 1) > pair(lag)) lag++;
  const around = at(lag - 1) + at(lag) + at(lag + 1);
  const centre = lag + (at(lag + 1) - at(lag - 1)) / Math.max(1e-9, around);
  let tempo = (60 * FRAME_RATE) / centre;
  while (tempo < USUAL / Math.SQRT2) tempo *= 2;
  while (tempo >= USUAL * Math.SQRT2) tempo /= 2;
  return tempo;
}

/** Tempo of a player: the lag at which the onsets, not centred, agree best with themselves and with the prior. */
function likeliest(strength: Float32Array): number | null {
  const agreement = Float64Array.from({ length: Math.ceil((60 / SLOWEST) * FRAME_RATE) + 3 }, (_, lag) => {
    let sum = 0;
    for (let t = lag; t < strength.length; t++) sum += (strength[t] ?? 0) * (strength[t - lag] ?? 0);
    return sum;
  });
  const smooth = agreement.map((x, lag) => x + 0.5 * ((agreement[lag - 1] ?? 0) + (agreement[lag + 1] ?? 0)));
  let best = { tempo: 0, score: 0 };
  for (let step = 0; step <= Math.log2(FASTEST / SLOWEST) * STEPS_AN_OCTAVE; step++) {
    const tempo = SLOWEST * 2 ** (step / STEPS_AN_OCTAVE);
    const lag = (60 / tempo) * FRAME_RATE;
    const low = Math.floor(lag);
    const left = smooth[low] ?? 0;
    const value = left + (lag - low) * ((smooth[low + 1] ?? 0) - left);
    const score = value * Math.exp(-0.5 * (Math.log2(tempo / USUAL) / OCTAVES) ** 2);
    if (score > best.score) best = { tempo, score };
  }
  return best.score > 1e-9 ? best.tempo : null;
}
