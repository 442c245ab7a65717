import type { Matrix } from 'ml-matrix';
import type { AnalyzedSound } from './corpus-statistics.ts';
import { blend, meanOf, type Rows, scatterOf } from './discriminant.ts';

/** Share of the clips made for judging reasons in what counts as a sound at large; the rest share what is left. */
const REASONS_SHARE = 0.4;

/** What is looked at of a sound. */
export type View = (sound: AnalyzedSound) => readonly number[];

/** The two halves of the corpus with their shares; telephone copies of its sounds count only for what codecs do. */
function halves(sounds: readonly AnalyzedSound[]): [number, readonly AnalyzedSound[]][] {
  return [
    [REASONS_SHARE, sounds.filter(({ group }) => group === 'reasons')],
    [1 - REASONS_SHARE, sounds.filter(({ group }) => group !== 'reasons' && group !== 'telephone')],
  ];
}

/** Mean over sounds at large. */
export function meanAtLarge(sounds: readonly AnalyzedSound[], view: View): number[] {
  const parts = halves(sounds).map(([share, half]) => meanOf(half.map(view)).map((x) => share * x));
  return meanOf(parts).map((x) => x * parts.length);
}

/** Mean outer product over sounds at large. */
export function scatterAtLarge(sounds: readonly AnalyzedSound[], view: View): Matrix {
  return blend(halves(sounds).map(([share, half]) => [share, scatterOf(half.map(view))] as const));
}

/** Covariance of the difference that a codec makes: between sounds and their copies, halved as each side has its part. */
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
