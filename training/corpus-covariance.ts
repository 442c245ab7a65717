import type { Matrix } from 'ml-matrix';
import type { AnalyzedSound } from './corpus-statistics.ts';
import { blend, meanOf, type Rows, scatterOf } from './discriminant.ts';

/**
 * Weight of the sounds of the corpus group `reasons` in statistics over the whole training corpus. All other sounds
 * together have the weight 1 - REASONS_SHARE.
 */
const REASONS_SHARE = 0.4;

/** Returns those statistics of a sound of which the mean or the scatter is computed. */
export type View = (sound: AnalyzedSound) => readonly number[];

/**
 * Splits the sounds of the training corpus into two parts: the sounds of the group `reasons`, and the sounds of the
 * other groups. Returns for each part its weight in statistics over the whole corpus, and its sounds. Neither part
 * contains the group `telephone`, because the sounds of this group serve only to measure the effects of codecs.
 */
function halves(sounds: readonly AnalyzedSound[]): [number, readonly AnalyzedSound[]][] {
  return [
    [REASONS_SHARE, sounds.filter(({ group }) => group === 'reasons')],
    [1 - REASONS_SHARE, sounds.filter(({ group }) => group !== 'reasons' && group !== 'telephone')],
  ];
}

export function meanAtLarge(sounds: readonly AnalyzedSound[], view: View): number[] {
  const parts = halves(sounds).map(([share, half]) => meanOf(half.map(view)).map((x) => share * x));
  return meanOf(parts).map((x) => x * parts.length);
}

/**
 * Returns the weighted mean, over the sounds of the corpus, of the outer product of a sound's statistics with
 * themselves.
 * @param view selects the statistics of each sound
 */
export function scatterAtLarge(sounds: readonly AnalyzedSound[], view: View): Matrix {
  return blend(halves(sounds).map(([share, half]) => [share, scatterOf(half.map(view))] as const));
}

/**
 * Returns half the covariance of the differences between the statistics of sounds and those of their MP3 copies. Half,
 * because the difference of two compared sounds contains the codec noise of both.
 */
export function codecNoise(
  sounds: readonly AnalyzedSound[],
  view: (side: AnalyzedSound['original']) => readonly number[],
): Matrix {
  const differences: Rows = sounds.flatMap(({ original, copy }) => {
    if (!copy) return [];
    const other = view(copy);
    return [view(original).map((x, i) => (x - (other[i] ?? 0)) / Math.SQRT2)];
  });
  return scatterOf(differences);
}
