import { type Band, WAVEFORM_RATE } from './align-waveforms.ts';
import type { WaveformMatch } from './compare-waveforms.ts';

/** Band in which waveforms are compared, and band that a telephone transmits, in hertz. */
export const FULL: Band = [60, 5000];
export const TELEPHONE: Band = [330, 3300];

/** Values of a `WaveformMatch` that copies of one recording reach: a maximum for `deviation`, minimums for the rest. */
export interface WaveformRule
  extends Partial<Pick<WaveformMatch, 'plain' | 'weakest' | 'coherence' | 'deviation' | 'diversity'>> {
  readonly whitened: number;
  readonly bandwidth?: number;
  /** Diversity per second. A struck bell has a small one, and cymbals, snares and speech have a large one. */
  readonly density?: number;
}

/** Returns whether a match has the values of at least one rule. */
export function reachesAny(match: WaveformMatch, rules: readonly WaveformRule[]): boolean {
  const density = (match.diversity * WAVEFORM_RATE) / match.overlap;
  return rules.some(
    (rule) =>
      match.whitened >= rule.whitened &&
      match.plain >= (rule.plain ?? 0) &&
      match.weakest >= (rule.weakest ?? 0) &&
      match.coherence >= (rule.coherence ?? 0) &&
      match.deviation <= (rule.deviation ?? Number.POSITIVE_INFINITY) &&
      match.bandwidth >= (rule.bandwidth ?? 0) &&
      match.diversity >= (rule.diversity ?? 0) &&
      density >= (rule.density ?? 0),
  );
}
