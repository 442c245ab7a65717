import type { FeatureName } from '../src/engine/embedding.ts';
import type { AnalyzedSound } from './corpus-statistics.ts';

/** Settings of a block whose statistics are only centered, weighted by groups, and reduced to principal components. */
export interface PlainPlan {
  readonly dimensions: number;
  /** Consecutive groups of statistics: their number, and the variance that the group gets relative to the others. */
  readonly groups: readonly { readonly count: number; readonly weight: number }[];
  readonly raise: number;
  readonly trust: number;
}

/** Settings of the discriminants of music. The numbers other than `share` are those of `LabelledPlan`. */
export type MusicPlan = Pick<LabelledPlan, 'dimensions' | 'focus' | 'ridge' | 'copies'> & { readonly share: number };

/** Settings of a block that is fitted with labels, to tell classes of sounds apart. */
export interface LabelledPlan {
  readonly dimensions: number;
  /** Argument of `discriminants`: how much the fit favors directions with a low variance within classes. */
  readonly focus: number;
  /** Argument of `ridge`: share of the mean variance that is added to each dimension of the variance within classes. */
  readonly ridge: number;
  /** Weight of the variance between sounds and their MP3 copies, relative to the variance within classes. */
  readonly copies: number;
  /**
   * Number of principal components of the standardized statistics, and their share of the block. They keep differences
   * that the fit treats as noise because they occur within classes, such as another speaker or room.
   */
  readonly plain: { readonly share: number; readonly dimensions: number };
  /**
   * Discriminants that are fitted to the music of the `reasons` sets alone and centered at its mean, and their share of
   * the block. The other discriminants tell all kinds of sounds apart, and these tell one piece of music from another.
   */
  readonly music: MusicPlan;
  /** Constants of the block, described in `BlockReference`. `derive-thresholds.ts` derives the value of `raise`. */
  readonly raise: number;
  readonly trust: number;
  /** Whether to subtract the mean over the corpus; false if the value 0 means that the feature is absent. */
  readonly centred: boolean;
  /** Whether to divide each statistic by its own standard deviation (`each`), or all by a common one (`together`). */
  readonly scaled: 'each' | 'together';
  /** Weight of the last `count` statistics relative to the other statistics. */
  readonly last: { readonly count: number; readonly weight: number };
  /** Weights of the last statistics, which enter the block without a projection, after subtraction of their mean. */
  readonly untouched: readonly number[];
  /** Returns the class of a sound for this feature, or null if it is unknown. Sounds of one class should be similar. */
  alike(sound: AnalyzedSound): string | null;
}

const common = {
  copies: 0.3,
  ridge: 0.2,
  centred: true,
  scaled: 'each',
  last: { count: 0, weight: 1 },
  untouched: [],
  plain: { share: 0, dimensions: 0 },
  music: { share: 0, dimensions: 0, focus: 1, ridge: 0.05, copies: 0.1 },
} as const;

const key = (...parts: (string | undefined)[]) => parts.join('|');
const sameTone = ({ group, set, labels }: AnalyzedSound) =>
  group === 'reasons' ? key(set, labels.instrument, labels.noise) : null;

export const blockPlans: Readonly<Record<FeatureName, LabelledPlan | PlainPlan>> = {
  mfcc: {
    ...common,
    dimensions: 48,
    focus: 0.15,
    ridge: 0.8,
    copies: 0.6,
    last: { count: 66, weight: 0.3 },
    plain: { share: 0.1, dimensions: 48 },
    music: { ...common.music, share: 0.4, dimensions: 32, copies: 0.3 },
    raise: 0.525,
    trust: 0.98,
    alike: sameTone,
  },
  chroma: {
    dimensions: 60,
    groups: [
      { count: 12, weight: 0.25 },
      { count: 12, weight: 1 },
      { count: 12, weight: 0.35 },
      { count: 24, weight: 0.9 },
    ],
    raise: 0.645,
    trust: 1,
  },
  contrast: {
    ...common,
    dimensions: 24,
    focus: 0.25,
    music: { ...common.music, share: 0.7, dimensions: 20 },
    raise: 0.18,
    trust: 0.95,
    alike: sameTone,
  },
  rhythm: {
    dimensions: 40,
    groups: [
      { count: 80, weight: 1 },
      { count: 60, weight: 1 },
      { count: 58, weight: 1 },
      { count: 56, weight: 1 },
    ],
    raise: 0.58,
    trust: 1,
  },
  zcr: {
    ...common,
    dimensions: 16,
    focus: 0.25,
    ridge: 0.1,
    music: { ...common.music, share: 0.5, dimensions: 20 },
    raise: 0,
    trust: 0.91,
    alike: sameTone,
  },
  rms: {
    ...common,
    dimensions: 24,
    focus: 0.5,
    raise: 0.3,
    trust: 0.9,
    scaled: 'together',
    untouched: [0.7, 0.01],
    alike: ({ group, set, labels }) => (group === 'reasons' ? key(set, labels.dynamics, labels.rhythm) : null),
  },
};
