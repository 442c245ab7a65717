/** Measures by name, 0..1. */
export type Measures = Readonly<Record<string, number>>;

/** Returns the mean reciprocal rank of ranks counted from 0; -1 counts as not found. */
export function reciprocalRank(ranks: readonly number[]): number {
  return ranks.reduce((sum, rank) => sum + (rank < 0 ? 0 : 1 / (rank + 1)), 0) / Math.max(1, ranks.length);
}

/** Returns the share of answers that are right. */
export function shareOf(answers: readonly boolean[]): number {
  return answers.filter((isRight) => isRight).length / Math.max(1, answers.length);
}
