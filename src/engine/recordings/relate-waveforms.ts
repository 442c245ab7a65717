import { type Band, WAVEFORM_RATE } from './align-waveforms.ts';
import { compareWaveforms, type WaveformMatch } from './compare-waveforms.ts';
import { type FoundPart, findPart } from './find-part.ts';
import { matchAtAnotherSpeed } from './match-at-another-speed.ts';
import type { Part, Relation } from './recording.ts';
import { isTelephone } from './telephone.ts';
import type { Waveform } from './waveform.ts';
import { FULL, reachesAny, TELEPHONE, type WaveformRule } from './waveform-rules.ts';

const FULL_RULES: readonly WaveformRule[] = [
  { whitened: 0.85, plain: 0.95, deviation: 2.4 },
  { whitened: 0.95, plain: 0.95, deviation: 4 },
  // Independent sounds with a large diversity never correlate as much as this, so lower minimums suffice for them.
  { whitened: 0.78, plain: 0.85, weakest: 0.65, deviation: 3.2, diversity: 30, density: 110 },
  { whitened: 0.64, weakest: 0.55, diversity: 60, density: 110, bandwidth: 1500 },
  { whitened: 0.64, weakest: 0.55, deviation: 2.2, diversity: 200, density: 110 },
];
/** The filters of telephones change phases, so the coherence is required. */
const TELEPHONE_RULES: readonly WaveformRule[] = [
  { whitened: 0.66, plain: 0.3, weakest: 0.4, coherence: 0.97, deviation: 1.3, diversity: 10 },
];
/** If the half-whitened correlation of two waveforms at the same speed reaches this, other speeds are not tried. */
const CERTAIN = 0.95;
/** Two sounds are at different speeds only if their correlation then is larger by this difference. */
const SPEED_GAIN = 0.03;
/** Smallest half-whitened correlation that any rule accepts. */
const LOWEST = 0.64;

/** Finds the relation of two sounds from their waveforms; null if they have nothing in common. */
export function relateWaveforms(a: Waveform, b: Waveform): Relation | null {
  const match = matchAtOneSpeed(a.samples, b.samples);
  if (!match || match.whitened < CERTAIN) {
    const faster = matchAtAnotherSpeed(a.samples, b.samples);
    if (faster && faster.whitened > (match?.whitened ?? 0) + SPEED_GAIN)
      return { kind: 'another speed', ratio: faster.ratio };
  }
  return match && relationOf(match, a, b);
}

/**
 * Minimum correlation of a part and its sound at the place that {@link findPart} returns. It is low, because what
 * a codec adds below a sound above 3 kHz is not filtered out there.
 */
const MIN_CORRELATION = 0.3;
/**
 * Two decaying tones have a diversity below DIVERSE. If their pitches differ by 2 %, they correlate by 0.96 there, and by
 * a little more some samples later. A deep or short tone and its copy may agree best some samples later too, but they
 * correlate more at the place itself. Two strokes on one drum correlate as much, because their low tones are alike, but
 * they are less coherent than copies.
 */
const DIVERSE = 30;
const MIN_TONAL_CORRELATION = 0.975;
const MAX_TONAL_LAG = 2;
const MIN_TONAL_COHERENCE = 0.965;
/** Values of a sound and its clipped copy. Hits on one drum correlate as much, but their coherence is 0.89 at most. */
const CLIPPED: WaveformRule = { whitened: 0.75, plain: 0.92, weakest: 0.72, coherence: 0.94, diversity: 20 };

/**
 * Finds whether one of two short sounds of the same speed is a part of the other; null if not. Finds even the quiet tail
 * of a hit whose attack was cut off.
 */
export function relatePart(a: Waveform, b: Waveform): Relation | null {
  return partOf('a', a, b) ?? partOf('b', b, a);
}

function partOf(of: 'a' | 'b', whole: Waveform, part: Waveform): Relation | null {
  if (!whole.unfiltered || !part.unfiltered) return null;
  const first = Math.round(part.start * WAVEFORM_RATE);
  const samples = part.unfiltered.subarray(first, first + part.samples.length);
  const found = findPart(whole.unfiltered, samples).find(isPart);
  if (!found) return null;
  const from = Math.max(0, found.lag) / WAVEFORM_RATE;
  const to = Math.min(whole.unfiltered.length, found.lag + samples.length) / WAVEFORM_RATE;
  return { kind: 'excerpt', of, from, to };
}

function isPart({ correlation, pieces }: FoundPart): boolean {
  if (correlation < MIN_CORRELATION) return false;
  const match = compareWaveforms(...pieces, FULL, LOWEST);
  if (!match || !reachesAny(match, [...FULL_RULES, CLIPPED])) return false;
  if (match.diversity >= DIVERSE) return true;
  if (match.coherence < MIN_TONAL_COHERENCE) return false;
  if (correlation >= MIN_TONAL_CORRELATION) return true;
  return match.plain >= MIN_TONAL_CORRELATION && Math.abs(match.lag) <= MAX_TONAL_LAG;
}

/** Length in seconds and number of the segments by which a part of one sound is compared with a part of another one. */
const SEGMENT = 2;
const SEGMENTS = 3;
/** Values of segments of two copies. Those of pieces with the same instruments and tempo differ in some segments. */
const LENIENT: readonly WaveformRule[] = [
  { whitened: 0.76, weakest: 0.55, plain: 0.85, diversity: 30, density: 60 },
  { whitened: 0.78, weakest: 0.55, plain: 0.96 },
  { whitened: 0.64, weakest: 0.55, plain: 0.65, diversity: 60, density: 110, bandwidth: 1500 },
  { whitened: 0.64, weakest: 0.55, plain: 0.65, deviation: 2.2, diversity: 200, density: 110 },
];
const STRICT: readonly WaveformRule[] = [{ whitened: 0.85, weakest: 0.65 }];
const TELEPHONE_PART: readonly WaveformRule[] = [{ whitened: 0.66, coherence: 0.97 }];

/** Minimum audible length in seconds of a part that is compared by segments. A shorter one is compared as a whole. */
const MIN_SEGMENTED = 2.5;
/** Minimum audible length in seconds of a part that can agree with another one. */
const MIN_AUDIBLE = 1;

/**
 * Returns whether the waveforms of a part of each sound agree, in segments at its start, middle and end.
 * Only the audible part is compared: a bell has peaks at its end, which is too quiet to belong to its waveform.
 */
export function partsAgree(
  [a, partOfA]: readonly [Waveform, Part],
  [b, partOfB]: readonly [Waveform, Part],
  strict: boolean,
): boolean {
  const later = partOfB[0] - partOfA[0];
  const from = Math.max(partOfA[0], a.start, b.start - later);
  const to = Math.min(partOfA[1], endOf(a), endOf(b) - later);
  if (to - from < MIN_AUDIBLE) return false;
  const cutBoth = (start: number, seconds: number) => [cut(a, start, seconds), cut(b, start + later, seconds)] as const;
  if (!strict && to - from < MIN_SEGMENTED) return matchAtOneSpeed(...cutBoth(from, to - from)) !== null;
  const length = Math.min(SEGMENT, to - from);
  const results = Array.from({ length: SEGMENTS }, (_, i) => {
    const [partA, partB] = cutBoth(from + (i * (to - from - length)) / (SEGMENTS - 1), length);
    const agrees = (band: Band, rules: readonly WaveformRule[]) => {
      const match = compareWaveforms(partA, partB, band, LOWEST);
      return match !== null && reachesAny(match, rules);
    };
    return agrees(FULL, strict ? STRICT : LENIENT) || (isTelephone(partA, partB) && agrees(TELEPHONE, TELEPHONE_PART));
  });
  return results.filter(Boolean).length > SEGMENTS / 2;
}

/** Returns the position in a sound at which its audible part ends, in seconds. */
function endOf({ samples, start }: Waveform): number {
  return start + samples.length / WAVEFORM_RATE;
}

function cut({ samples, start }: Waveform, from: number, seconds: number): Float32Array {
  const first = Math.max(0, Math.round((from - start) * WAVEFORM_RATE));
  return samples.subarray(first, first + Math.round(seconds * WAVEFORM_RATE));
}

function matchAtOneSpeed(a: Float32Array, b: Float32Array): WaveformMatch | null {
  const full = compareWaveforms(a, b, FULL, LOWEST);
  if (full && reachesAny(full, FULL_RULES)) return full;
  if (!isTelephone(a, b)) return null;
  const narrow = compareWaveforms(a, b, TELEPHONE, LOWEST);
  return narrow && reachesAny(narrow, TELEPHONE_RULES) ? narrow : null;
}

/** An overlap counts as the whole of a sound if it covers at least this share, even if the rest is audible. */
const WHOLE = 0.88;
/** Share of a sound's energy up to which the rest of the sound counts as fading or background, and is ignored. */
const NEGLIGIBLE = 1e-3;

function relationOf({ lag, overlap }: WaveformMatch, a: Waveform, b: Waveform): Relation {
  const fromA = Math.max(0, lag);
  const fromB = Math.max(0, -lag);
  const wholeA = isWhole(a.samples, fromA, overlap);
  const wholeB = isWhole(b.samples, fromB, overlap);
  if (wholeA && wholeB) return { kind: 'same recording' };
  const part = ({ start }: Waveform, from: number): [number, number] => [
    start + from / WAVEFORM_RATE,
    start + (from + overlap) / WAVEFORM_RATE,
  ];
  const [partA, partB] = [part(a, fromA), part(b, fromB)];
  if (wholeB) return { kind: 'excerpt', of: 'a', from: partA[0], to: partA[1] };
  if (wholeA) return { kind: 'excerpt', of: 'b', from: partB[0], to: partB[1] };
  return { kind: 'shares a part', a: partA, b: partB };
}

function isWhole(samples: Float32Array, from: number, length: number): boolean {
  if (length >= WHOLE * samples.length) return true;
  const energy = (part: Float32Array) => part.reduce((sum, x) => sum + x * x, 0);
  return energy(samples.subarray(from, from + length)) > (1 - NEGLIGIBLE) * energy(samples);
}
