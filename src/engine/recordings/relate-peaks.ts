import { type Agreement, agreementAt } from './match-peaks.ts';
import { FRAMES_PER_SECOND, type Peaks } from './peaks.ts';
import type { Relation } from './recording.ts';

/** Ratios of speed that are compared, 0.5 % apart. */
const RATIOS = Array.from({ length: 25 }, (_, i) => 0.94 + 0.005 * i).filter((ratio) => Math.abs(ratio - 1) > 1e-9);
/** Minimum share of a sound that a stretch must cover to be the whole sound. */
const WHOLE = 0.88;

/** Returns what two sounds are to each other by their spectral peaks; null if they have nothing in common. */
export function relatePeaks(a: Peaks, b: Peaks): Relation | null {
  let best = agreementAt(a, b, 1);
  if (!isEvidence(best)) {
    for (const ratio of RATIOS) {
      const agreement = agreementAt(a, b, ratio);
      if (agreement.z > best.z) best = agreement;
    }
  }
  return isEvidence(best) ? relationOf(best, a, b) : null;
}

/** Whether the stretch is too long and too similar to be chance or a likeness of two sounds. */
function isEvidence({ a, matched, share, z }: Agreement): boolean {
  if (a[1] - a[0] < FRAMES_PER_SECOND) return false;
  return (share >= 0.56 && matched >= 60 && z >= 12) || (share >= 0.8 && matched >= 18 && z >= 5);
}

function relationOf(agreement: Agreement, a: Peaks, b: Peaks): Relation {
  const coverage = (part: readonly [number, number], { first, last }: Peaks) =>
    (part[1] - part[0]) / (last - first + 1);
  const ofA = coverage(agreement.a, a) >= WHOLE;
  const ofB = coverage(agreement.b, b) >= WHOLE;
  if (agreement.ratio !== 1) return { kind: 'another speed', ratio: agreement.ratio };
  const seconds = ([from, to]: readonly [number, number]): [number, number] => [
    from / FRAMES_PER_SECOND,
    to / FRAMES_PER_SECOND,
  ];
  if (ofA && ofB) return { kind: 'same recording' };
  const [partOfA, partOfB] = [seconds(agreement.a), seconds(agreement.b)];
  if (ofA) return { kind: 'excerpt', of: 'b', from: partOfB[0], to: partOfB[1] };
  if (ofB) return { kind: 'excerpt', of: 'a', from: partOfA[0], to: partOfA[1] };
  return { kind: 'shares a part', a: partOfA, b: partOfB };
}
