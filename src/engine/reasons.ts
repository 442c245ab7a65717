import { type Comparison, FEATURE_NAMES, type FeatureName } from './embedding.ts';

/** A feature whose similarity is above this is a reason. The blocks are shaped so that it means the same for each. */
export const REASON_THRESHOLD = 0.8;
/** A feature whose similarity is below this differs plainly: as little alike as two sounds picked at random. */
export const DIFFERENCE_THRESHOLD = 0.4;

export type Closeness = 'same recording' | 'very close' | 'close' | 'related' | 'far';

/** Features above the threshold, strongest first. */
export function reasonsOf(features: Comparison['features']): FeatureName[] {
  return FEATURE_NAMES.filter((name) => features[name] > REASON_THRESHOLD).sort((a, b) => features[b] - features[a]);
}

/** Features that plainly differ, the most different first: "same timbre, different rhythm". */
export function differencesOf(features: Comparison['features']): FeatureName[] {
  return FEATURE_NAMES.filter((name) => features[name] < DIFFERENCE_THRESHOLD).sort(
    (a, b) => features[a] - features[b],
  );
}

/** Least score of each word, per mode: CLAP's cosines live on another scale. Fitted by bench/reference/fit.ts. */
const CLOSENESS: Readonly<Record<'clap' | 'acoustic', readonly (readonly [Closeness, number])[]>> = {
  clap: [
    ['same recording', 0.95],
    ['very close', 0.8],
    ['close', 0.6],
    ['related', 0.4],
  ],
  acoustic: [
    ['same recording', 0.95],
    ['very close', 0.8],
    ['close', 0.6],
    ['related', 0.4],
  ],
};

/** The word that stands beside a score. */
export function closenessOf(comparison: Pick<Comparison, 'score' | 'clap'>): Closeness {
  const words = CLOSENESS[comparison.clap === null ? 'acoustic' : 'clap'];
  return words.find(([, least]) => comparison.score >= least)?.[0] ?? 'far';
}
