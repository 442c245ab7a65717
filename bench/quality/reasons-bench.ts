import { FEATURE_NAMES, type FeatureName } from '../../src/engine/embedding.ts';

export type Labels = Readonly<Record<'instrument' | 'melody' | 'rhythm' | 'noise' | 'dynamics', string>>;

/**
 * Rules that say by labels whether a pair of sounds shares the attribute that a feature measures. The pair shares the
 * attribute if all labels in `shared` are equal, and does not if the label `differs` differs. Other pairs are ignored.
 */
export const PAIR_RULES: Readonly<Record<FeatureName, { shared: readonly (keyof Labels)[]; differs: keyof Labels }>> = {
  mfcc: { shared: ['instrument', 'noise'], differs: 'instrument' },
  chroma: { shared: ['melody'], differs: 'melody' },
  contrast: { shared: ['instrument', 'noise'], differs: 'noise' },
  rhythm: { shared: ['rhythm'], differs: 'rhythm' },
  zcr: { shared: ['instrument', 'noise'], differs: 'noise' },
  rms: { shared: ['dynamics', 'rhythm'], differs: 'dynamics' },
};

/** Measures of how well a feature's similarity separates pairs that share its attribute from other pairs. */
export interface ReasonQuality {
  readonly feature: FeatureName;
  /** Probability that a pair that shares the attribute has a higher similarity than a pair that does not. */
  readonly auc: number;
  /** Shares of pairs above the threshold for reasons: of pairs that share the attribute, and of other pairs. */
  readonly firesShared: number;
  readonly firesOther: number;
}

export function judgeReasons<T>(
  sounds: readonly T[],
  labels: readonly Labels[],
  threshold: number,
  similarity: (a: T, b: T, feature: FeatureName) => number,
): ReasonQuality[] {
  return FEATURE_NAMES.map((feature) => {
    const { shared, differs } = PAIR_RULES[feature];
    const alike: number[] = [];
    const unlike: number[] = [];
    sounds.forEach((a, i) => {
      for (let j = i + 1; j < sounds.length; j++) {
        const b = sounds[j];
        const [x, y] = [labels[i], labels[j]];
        if (b === undefined || !x || !y) continue;
        if (shared.every((name) => x[name] === y[name])) alike.push(similarity(a, b, feature));
        else if (x[differs] !== y[differs]) unlike.push(similarity(a, b, feature));
      }
    });
    return {
      feature,
      auc: auc(alike, unlike),
      firesShared: above(alike, threshold),
      firesOther: above(unlike, threshold),
    };
  });
}

export function above(values: readonly number[], threshold: number): number {
  return values.filter((value) => value > threshold).length / Math.max(1, values.length);
}

/** Returns the area under the ROC curve: how often a value of `high` exceeds a value of `low`; ties count half. */
export function auc(high: readonly number[], low: readonly number[]): number {
  const sorted = [...low].sort((a, b) => a - b);
  const count = (value: number, orEqual: boolean) => {
    let [from, to] = [0, sorted.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const other = sorted[middle] ?? 0;
      if (orEqual ? other <= value : other < value) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  const wins = high.reduce((sum, value) => sum + (count(value, false) + count(value, true)) / 2, 0);
  return wins / Math.max(1, high.length * low.length);
}
