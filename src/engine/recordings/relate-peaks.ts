import type { Agreement, Agreements } from './match-peaks.ts';
import { FRAMES_PER_SECOND, type Peaks } from './peaks.ts';
import type { Part, Relation } from './recording.ts';

/**
 * Minimum values of an agreement: the share and the number of matching peaks in the stretch, and the number of standard
 * deviations by which the matches exceed chance.
 */
interface Rule {
  readonly share: number;
  readonly matched: number;
  readonly z: number;
}

/** Agreement of peaks that only copies of one recording reach. */
const CERTAIN: Rule = { share: 0.82, matched: 48, z: 12 };
/** Agreement of peaks that copies reach, but also different pieces with the same instruments and tempo. */
const POSSIBLE: readonly Rule[] = [
  { share: 0.3, matched: 36, z: 9 },
  { share: 0.8, matched: 18, z: 5 },
];
/** Agreement of sounds with few matching peaks, which is a proof only if their waveforms agree by a stricter limit. */
const SPARSE: Rule = { share: 0.7, matched: 8, z: 5 };
/** Agreement of peaks at another speed, which is a proof without a comparison of waveforms. */
const SPEED: readonly Rule[] = [
  { share: 0.66, matched: 40, z: 10 },
  { share: 0.75, matched: 18, z: 9 },
];
/** Minimum length of the stretch in which two sounds agree at another speed, in frames: 0.75 s. */
const MIN_SPEED_FRAMES = 0.75 * FRAMES_PER_SECOND;
/** Minimum ratio of the excess of matches over chance at another speed to the excess at the same speed. */
const SPEED_GAIN = 1.25;
/** Minimum share of at least one of the sounds that must agree at another speed. */
const WHOLE_SPEED = 0.7;
/** A stretch that covers at least this share of a sound counts as the whole sound. */
const WHOLE = 0.88;
/**
 * Two sounds are also the same recording if a stretch covers at least this share of each, although it counts as the
 * whole of neither sound: the quiet ends of sounds have few peaks.
 */
const ALMOST_WHOLE = 0.8;

/**
 * Finds the relation of two sounds from their spectral peaks; null if they have nothing in common.
 * @param verify returns whether the waveforms of a part of each sound agree; called if the peaks alone are no proof
 */
export async function relatePeaks(
  a: Peaks,
  b: Peaks,
  { same, other }: Agreements,
  verify: (a: Part, b: Part, strict: boolean) => Promise<boolean>,
): Promise<Relation | null> {
  if (
    other &&
    other.z > SPEED_GAIN * same.z &&
    covered(other, a, b) >= WHOLE_SPEED &&
    SPEED.some((rule) => reaches(other, rule, MIN_SPEED_FRAMES))
  ) {
    return { kind: 'another speed', ratio: other.ratio };
  }
  if (reaches(same, CERTAIN)) return relationOf(same, a, b);
  const isPossible = reachesAny(same, POSSIBLE);
  if (!isPossible && !reaches(same, SPARSE)) return null;
  // Peaks of different pieces with the same instruments may agree for a while, but not for the whole of a sound.
  const strict = !isPossible || covered(same, a, b) < WHOLE;
  return (await verify(secondsOf(same.a), secondsOf(same.b), strict)) ? relationOf(same, a, b) : null;
}

function reachesAny(agreement: Agreement, rules: readonly Rule[]): boolean {
  return rules.some((rule) => reaches(agreement, rule));
}

function reaches({ a, matched, share, z }: Agreement, rule: Rule, frames = FRAMES_PER_SECOND): boolean {
  return a[1] - a[0] >= frames && share >= rule.share && matched >= rule.matched && z >= rule.z;
}

function coverage([from, to]: Part, { first, last }: Peaks): number {
  return (to - from) / (last - first + 1);
}

/** Returns which share of sound `a` or of sound `b` the stretch covers, whichever is larger. */
function covered(agreement: Agreement, a: Peaks, b: Peaks): number {
  return Math.max(coverage(agreement.a, a), coverage(agreement.b, b));
}

function secondsOf([from, to]: Part): Part {
  return [from / FRAMES_PER_SECOND, to / FRAMES_PER_SECOND];
}

function relationOf(agreement: Agreement, a: Peaks, b: Peaks): Relation {
  const wholeA = coverage(agreement.a, a) >= WHOLE;
  const wholeB = coverage(agreement.b, b) >= WHOLE;
  const smaller = Math.min(coverage(agreement.a, a), coverage(agreement.b, b));
  if ((wholeA && wholeB) || (!wholeA && !wholeB && smaller >= ALMOST_WHOLE)) return { kind: 'same recording' };
  const [partOfA, partOfB] = [secondsOf(agreement.a), secondsOf(agreement.b)];
  if (wholeA) return { kind: 'excerpt', of: 'b', from: partOfB[0], to: partOfB[1] };
  if (wholeB) return { kind: 'excerpt', of: 'a', from: partOfA[0], to: partOfA[1] };
  return { kind: 'shares a part', a: partOfA, b: partOfB };
}
