import type { FeatureName } from '../src/engine/embedding.ts';
import type { ListenedSound } from './corpus-statistics.ts';

/** How the block of a feature is learnt. */
export interface BlockPlan {
  readonly dimensions: number;
  /** See `discriminants`. */
  readonly focus: number;
  /** See `ridge`. */
  readonly ridge: number;
  /** How much the difference between a sound and its MP3 copy counts, beside that between sounds of a class. */
  readonly copies: number;
  /**
   * Share of the block that is the standardised statistics as they are, reduced to so many principal components: what
   * the training within classes takes for chance (a speaker, a room) is heard there.
   */
  readonly plain: { readonly share: number; readonly dimensions: number };
  /** See `BlockReference`. */
  readonly raise: number;
  readonly trust: number;
  /** Statistics are deviations from the corpus' mean, or from 0 (where 0 is what nothing to say looks like). */
  readonly centred: boolean;
  /** Each statistic is scaled by its own deviation, or all by one. */
  readonly scaled: 'each' | 'together';
  /** How much the last statistics count beside the others, where there are many of them that say little each. */
  readonly last: { readonly count: number; readonly weight: number };
  /** Weights of the last statistics, which pass into the block as they are, less their mean. */
  readonly untouched: readonly number[];
  /** What sounds that are alike in this feature have in common; null where nothing is known. */
  alike(sound: ListenedSound): string | null;
}

const common = {
  copies: 0.3,
  ridge: 0.2,
  centred: true,
  scaled: 'each',
  last: { count: 0, weight: 1 },
  untouched: [],
  plain: { share: 0, dimensions: 0 },
} as const;

const key = (...parts: (string | undefined)[]) => parts.join('|');
const sameTone = ({ group, set, labels }: ListenedSound) =>
  group === 'reasons' ? key(set, labels.instrument, labels.noise) : null;

export const blockPlans: Readonly<Record<FeatureName, BlockPlan>> = {
  mfcc: {
    ...common,
    dimensions: 48,
    focus: 0.15,
    ridge: 0.8,
    copies: 0.6,
    last: { count: 66, weight: 0.7 },
    plain: { share: 0.14, dimensions: 48 },
    raise: 0.43,
    trust: 0.98,
    alike: sameTone,
  },
  chroma: {
    ...common,
    dimensions: 32,
    focus: 0.5,
    raise: 0.45,
    trust: 1,
    alike: ({ group, set, labels }) => (group === 'reasons' ? key(set, labels.melody) : null),
  },
  contrast: { ...common, dimensions: 48, focus: 0.25, raise: 0.24, trust: 0.95, alike: sameTone },
  rhythm: {
    ...common,
    dimensions: 40,
    focus: 0.25,
    raise: 0.63,
    trust: 1,
    centred: false,
    scaled: 'together',
    alike: ({ group, set, labels }) => (group === 'reasons' ? key(set, labels.rhythm) : null),
  },
  zcr: { ...common, dimensions: 40, focus: 0.25, ridge: 0.1, raise: 0.3, trust: 0.95, alike: sameTone },
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
