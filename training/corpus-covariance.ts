import type { Matrix } from 'ml-matrix';
import type { AnalyzedSound } from './corpus-statistics.ts';
import { blend, meanOf, type Rows, scatterOf } from './discriminant.ts';

/** Weight of the corpus group `reasons` in statistics over the whole corpus. The other groups together get the rest. */
const REASONS_SHARE = 0.4;

/** Selects which statistics of a sound to use. */
export type View = (sound: AnalyzedSound) => readonly number[];

/**
 * Splits the sounds of the corpus into those of the group `reasons` and those of the other groups, with the weight of
 * each part in statistics. Omits the group `telephone`: its copies of sounds serve only to measure codec effects.
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

/** Returns the weighted mean over the corpus of the outer product of the selected statistics with themselves. */
export function scatterAtLarge(sounds: readonly AnalyzedSound[], view: View): Matrix {
  return blend(halves(sounds).map(([share, half]) => [share, scatterOf(half.map(view))] as const));
}

/** Returns half the covariance of the differences between sounds and their MP3 copies: the codec noise of one side. */
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
