import { alignWaveforms, WAVEFORM_RATE } from './align-waveforms.ts';
import { compareWaveforms } from './compare-waveforms.ts';
import { likelyRatios } from './speed-scan.ts';
import { atRatio } from './waveform.ts';
import { FULL, reachesAny, type WaveformRule } from './waveform-rules.ts';

/** The pitch of a bass drum varies with the force of the hit, so sounds with a small diversity have to agree better. */
const RULES: readonly WaveformRule[] = [
  { whitened: 0.87, plain: 0.9, deviation: 2, diversity: 20 },
  { whitened: 0.95, plain: 0.97, deviation: 2 },
];
/** Smallest half-whitened correlation that any rule accepts. */
const LOWEST = 0.87;
/** Factors by which a likely ratio of speeds is varied, because the spectra give the ratio only to about 0.02 %. */
const REFINEMENTS = [0, -1, 1, -2, 2].map((step) => 1 + 1.5e-4 * step);
/** Minimum half-whitened correlation of two excerpts, at a likely ratio and at the best ratio, to continue. */
const PROMISING = 0.4;
const GOOD = 0.75;
/** Maximum length in seconds of sounds whose waveforms are compared at other speeds. */
const MAX_SECONDS = 4;
/** Length of the excerpts by which ratios are compared, and maximum shift between two excerpts, in samples. */
const EXCERPT = Math.round(0.5 * WAVEFORM_RATE);
const SHIFT = Math.round(0.05 * WAVEFORM_RATE);

/** How two waveforms agree at different speeds. `ratio` is the factor by which the second one is faster. */
export interface SpeedMatch {
  readonly whitened: number;
  readonly ratio: number;
}

/**
 * Finds the ratio of speeds at which two waveforms agree; null if there is none.
 * Ratios are compared by the loudest half second, which limits the time, and only the best ones by the whole waveforms.
 */
export function matchAtAnotherSpeed(a: Float32Array, b: Float32Array): SpeedMatch | null {
  if (Math.max(a.length, b.length) > MAX_SECONDS * WAVEFORM_RATE) return null;
  for (const likely of likelyRatios(a, b)) {
    const ratio = refined(a, b, likely);
    if (ratio === null) continue;
    const match = compareWaveforms(atRatio(a, ratio), b, FULL, LOWEST);
    if (match && reachesAny(match, RULES)) return { whitened: match.whitened, ratio };
  }
  return null;
}

/** Returns the ratio near a likely one at which excerpts of two waveforms agree best; null if they hardly agree. */
function refined(a: Float32Array, b: Float32Array, likely: number): number | null {
  const start = loudestStart(b);
  const excerptB = b.subarray(start, start + EXCERPT);
  let best = { correlation: GOOD, ratio: 0 };
  for (const refinement of REFINEMENTS) {
    const ratio = likely * refinement;
    const from = Math.max(0, Math.round((start - SHIFT) * ratio));
    const excerptA = atRatio(a.subarray(from, from + Math.ceil((EXCERPT + 2 * SHIFT) * ratio)), ratio);
    if (excerptA.length === 0) return null;
    const correlation = alignWaveforms(excerptA, excerptB, FULL, PROMISING)?.correlation ?? 0;
    if (correlation > best.correlation) best = { correlation, ratio };
    if (correlation < PROMISING) break;
  }
  return best.ratio === 0 ? null : best.ratio;
}

/** Returns the sample at which the loudest excerpt of a waveform starts. */
function loudestStart(samples: Float32Array): number {
  let energy = 0;
  let best = { energy: 0, start: 0 };
  for (let i = 0; i < samples.length; i++) {
    energy += (samples[i] ?? 0) ** 2;
    if (i >= EXCERPT) energy -= (samples[i - EXCERPT] ?? 0) ** 2;
    if (i >= EXCERPT - 1 && energy > best.energy) best = { energy, start: i - EXCERPT + 1 };
  }
  return best.start;
}
