/**
 * Score from which two sounds have the same tune. Chosen on synthetic tunes: the same tune on another instrument scores
 * 0.69 to 0.97, the same notes in another order 0.31 to 0.69.
 */
export const SAME_TUNE_SCORE = 0.66;
