import { type Comparison, FEATURE_NAMES, type FeatureName, type Weights } from './embedding.ts';
import { DEFAULT_WEIGHTS, shares } from './weights.ts';

/** Similarity above which a feature is given as a reason for a match. It is the same for all features. */
export const REASON_THRESHOLD = 0.8;
/** Similarity below which a feature counts as different. Random pairs of sounds reach about this similarity. */
export const DIFFERENCE_THRESHOLD = 0.3;

/** How similar two sounds are, in words. Likeness alone never proves that they are the same recording. */
export type Closeness = 'very close' | 'close' | 'related' | 'far';

/** Returns the features whose similarity is above {@link REASON_THRESHOLD}, most similar first. */
export function reasonsOf(features: Comparison['features']): FeatureName[] {
  return FEATURE_NAMES.filter((name) => features[name] > REASON_THRESHOLD).sort((a, b) => features[b] - features[a]);
}

/** Returns the features whose similarity is below {@link DIFFERENCE_THRESHOLD}, least similar first. */
export function differencesOf(features: Comparison['features']): FeatureName[] {
  return FEATURE_NAMES.filter((name) => features[name] < DIFFERENCE_THRESHOLD).sort(
    (a, b) => features[a] - features[b],
  );
}

/**
 * Minimum score of each label, with and without CLAP.
 * Without CLAP, about 10 % of random pairs of sounds in the reference corpus reach `related`, 1 % `close` and 0.1 %
 * `very close`. With CLAP, the scale is shifted to the range of CLAP's cosines: the best published threshold for two
 * sounds of one ESC-50 class is 0.46 (docs/scoring.md).
 */
export const MIN_SCORES: Readonly<Record<'clap' | 'acoustic', readonly (readonly [Closeness, number])[]>> = {
  clap: [
    ['very close', 0.72],
    ['close', 0.56],
    ['related', 0.42],
  ],
  acoustic: [
    ['very close', 0.8],
    ['close', 0.7],
    ['related', 0.55],
  ],
};

/**
 * Returns how similar two sounds are, in words.
 * The minimum scores lie between the scale without CLAP and that with CLAP, in proportion to CLAP's share of the score.
 */
export function closenessOf({ score, clap }: Pick<Comparison, 'score' | 'clap'>, weights?: Weights): Closeness {
  const labels = ['very close', 'close', 'related'] as const;
  return labels.find((label) => score >= minScoreOf(label, { clap }, weights)) ?? 'far';
}

/** Returns the score from which two sounds are as similar as a word says. */
export function minScoreOf(
  label: Exclude<Closeness, 'far'>,
  { clap }: Pick<Comparison, 'clap'>,
  weights?: Weights,
): number {
  const share = shares(weights, (name) => name !== 'clap' || clap !== null).clap;
  const part = Math.min(1, share / DEFAULT_WEIGHTS.clap);
  const [withClap, without] = (['clap', 'acoustic'] as const).map(
    (mode) => MIN_SCORES[mode].find(([each]) => each === label)?.[1] ?? 1,
  );
  return (without ?? 1) + part * ((withClap ?? 1) - (without ?? 1));
}
