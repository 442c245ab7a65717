/** Number of bins for the scores from -1 to 1: a percentile is exact to within scores that differ by 0.0005. */
export const BINS = 4096;

/** Minimum number of scores: a share of fewer says little. */
const MIN_SCORES = 20;

/** A histogram of scores. */
export interface Percentiles {
  add(score: number): void;
  /** Returns the share of the added scores that are in a lower bin than `score`; undefined for fewer than 20 scores. */
  of(score: number): number | undefined;
}

/** Returns the bin of a score. */
export function binOf(score: number): number {
  return Math.max(0, Math.min(BINS - 1, Math.floor(((score + 1) / 2) * BINS)));
}

/** Creates a histogram. @param given numbers of scores by bin, several of which are added */
export function createPercentiles(given: readonly Uint32Array[] = []): Percentiles {
  const counts = new Uint32Array(BINS);
  let total = 0;
  for (const each of given)
    for (const [bin, count] of each.entries()) {
      counts[bin] = (counts[bin] ?? 0) + count;
      total += count;
    }
  return {
    add(score) {
      const bin = binOf(score);
      counts[bin] = (counts[bin] ?? 0) + 1;
      total++;
    },
    of(score) {
      if (total < MIN_SCORES) return undefined;
      let below = 0;
      for (let bin = binOf(score) - 1; bin >= 0; bin--) below += counts[bin] ?? 0;
      return below / total;
    },
  };
}
