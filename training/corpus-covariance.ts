import type { Matrix } from 'ml-matrix';
import type { AnalyzedSound } from './corpus-statistics.ts';
import { blend, meanOf, type Rows, scatterOf } from './discriminant.ts';

/** Weight of the clips of the group `reasons` in statistics over all sounds; the other sounds share the rest. */
const REASONS_SHARE = 0.4;

/** Selects which statistics of a sound to use. */
export type View = (sound: AnalyzedSound) => readonly number[];

/** Returns the two parts of the corpus with their weights. Omits telephone copies, which only show codec effects. */
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

/** Returns the weighted mean outer product of the selected statistics over all sounds. */
export function scatterAtLarge(sounds: readonly AnalyzedSound[], view: View): Matrix {
  return blend(halves(sounds).map(([share, half]) => [share, scatterOf(half.map(view))] as const));
}

/** Returns the covariance of the differences between sounds and their MP3 copies, halved as both sides contribute. */
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
