import { type Comparison, FEATURE_NAMES, type FeatureName } from './embedding.ts';

/** A feature whose similarity is above this is a reason. The blocks are shaped so that it means the same for each. */
export const REASON_THRESHOLD = 0.8;
/** A feature whose similarity is below this differs plainly: no more alike than sounds picked at random. */
export const DIFFERENCE_THRESHOLD = 0.3;

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

/**
 * Least score of each word, per mode. Acoustic: over pairs of unrelated sounds of the reference corpus one in ten is
 * above the least score of `related`, one in a hundred above that of `close`, one in a thousand above that of `very
 * close`, and none above that of `same recording`, which nine in ten MP3 copies reach. With CLAP: the same cut
 * points moved to where CLAP's cosines lie (its best threshold for two sounds of one class is 0.46, as published for
 * ESC-50); see docs/scoring.md.
 */
export const CLOSENESS: Readonly<Record<'clap' | 'acoustic', readonly (readonly [Closeness, number])[]>> = {
  clap: [
    ['same recording', 0.92],
    ['very close', 0.72],
    ['close', 0.56],
    ['related', 0.42],
  ],
  acoustic: [
    ['same recording', 0.93],
    ['very close', 0.8],
    ['close', 0.7],
    ['related', 0.55],
  ],
};

/** The word that stands beside a score. */
export function closenessOf(comparison: Pick<Comparison, 'score' | 'clap'>): Closeness {
  const words = CLOSENESS[comparison.clap === null ? 'acoustic' : 'clap'];
  return words.find(([, least]) => comparison.score >= least)?.[0] ?? 'far';
}
