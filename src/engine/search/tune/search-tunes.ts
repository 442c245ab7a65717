import { PITCHES } from './harmonic-summation.ts';
import { lowestShift, noteSums, SHIFTS } from './note-sums.ts';
import { matrixFrames, unpackMatrix } from './salience-matrix.ts';
import { MATRIX_FRAME_SECONDS, type TuneQuery } from './tune-query.ts';
import { type QueryLine, warpLine } from './warp-line.ts';

/** A sound in which a tune was found. */
export interface TuneHit {
  /** Place of the sound in the searched list. */
  readonly index: number;
  /** Likeness of the tunes, 0..1. */
  readonly score: number;
  /** Semitones by which the tune in the sound is higher than the query. */
  readonly semitones: number;
  /** Tempo in the sound divided by that of the query. */
  readonly tempoRatio: number;
  /** The part of the sound, and the part of the query that it matches, in seconds. */
  readonly from: number;
  readonly to: number;
  readonly queryFrom: number;
  readonly queryTo: number;
}

/** Share of the sounds, and minimum number of them, whose notes fit best and which are compared by their whole line. */
const WARPED_SHARE = 0.1;
const MIN_WARPED = 40;
/** Number of shifts that are tried with the whole line. */
const WARPED_SHIFTS = 3;
/** Greatest difference of the score of such a shift from that of the best. */
const MAX_DEFICIT = 0.12;
/**
 * Maximum by which the score of the shift an octave below the best may be lower for that shift to be chosen. Instruments
 * with a weak fundamental, such as brass, resemble the octave above.
 */
const MAX_OCTAVE_DEFICIT = 0.12;
/** Subtracted from the score of shifts by more than an octave, which are rarer. */
const FAR_PENALTY = 0.03;

interface Candidate {
  readonly index: number;
  readonly query: TuneQuery;
  readonly shifts: readonly { readonly shift: number; readonly score: number }[];
}

/**
 * Finds the sounds that contain a tune in any key and at 0.5 to 2 times the tempo, best first.
 * @param queries the parts of the melody; the best part of a sound counts
 * @param matrices the packed salience matrices of the sounds
 */
export function searchTunes(queries: readonly TuneQuery[], matrices: readonly Uint8Array[], top: number): TuneHit[] {
  const candidates = matrices.flatMap((bytes, index) => candidateOf(queries, bytes, index));
  const count = Math.max(MIN_WARPED, top, Math.ceil(WARPED_SHARE * candidates.length));
  const best = candidates.sort((a, b) => scoreOf(b) - scoreOf(a) || a.index - b.index).slice(0, count);
  const bytesOf = (index: number) => matrices[index] ?? new Uint8Array();
  const ranked = best
    .map((candidate) => ({ ...candidate, ...warpedBest(candidate, bytesOf(candidate.index)) }))
    .sort((a, b) => b.score - a.score || a.index - b.index);
  return ranked.slice(0, top).map((hit) => hitOf(hit, bytesOf(hit.index)));
}

let scratch = new Uint8Array();

function levelsOf(bytes: Uint8Array): Uint8Array {
  const size = matrixFrames(bytes) * PITCHES;
  if (scratch.length < size) scratch = new Uint8Array(2 * size);
  const levels = scratch.subarray(0, size);
  levels.fill(0);
  unpackMatrix(bytes, levels);
  return levels;
}

function scoreOf({ shifts }: Candidate): number {
  return shifts[0]?.score ?? 0;
}

function candidateOf(queries: readonly TuneQuery[], bytes: Uint8Array, index: number): Candidate[] {
  const levels = levelsOf(bytes);
  let best: Candidate | undefined;
  for (const query of queries) {
    const sums = noteSums(query.notes, levels, matrixFrames(bytes));
    const candidate = { index, query, shifts: bestShifts(sums, lowestShift(query.notes)) };
    if (!best || scoreOf(candidate) > scoreOf(best)) best = candidate;
  }
  return best ? [best] : [];
}

/**
 * Returns the shifts with the highest scores, best first.
 * @param lowest the shift of the first sum, in semitones
 */
function bestShifts(sums: Float32Array, lowest: number): { shift: number; score: number }[] {
  const found: { shift: number; score: number }[] = [];
  for (let i = 0; i < SHIFTS; i++) {
    const shift = i + lowest;
    const score = (sums[i] ?? 0) - (Math.abs(shift) > 12 ? FAR_PENALTY : 0);
    if (found.length === WARPED_SHIFTS && score <= (found.at(-1)?.score ?? 0)) continue;
    const place = found.findIndex((other) => score > other.score);
    found.splice(place < 0 ? found.length : place, 0, { shift, score });
    found.length = Math.min(found.length, WARPED_SHIFTS);
  }
  return found;
}

/** Returns the best shift by the whole line, and its score. */
function warpedBest({ query, shifts }: Candidate, bytes: Uint8Array): { shift: number; score: number } {
  const levels = levelsOf(bytes);
  const likely = shifts.filter(({ score }) => score >= (shifts[0]?.score ?? 0) - MAX_DEFICIT);
  const scored = likely.map(({ shift, score }) => {
    const warped = warpLine(query.line, levels, matrixFrames(bytes), shift).score;
    return { shift, score: (score + warped) / 2 - (Math.abs(shift) > 12 ? FAR_PENALTY / 2 : 0) };
  });
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  const lower = scored.find(
    ({ shift, score }) => shift === best.shift - 12 && score >= best.score - MAX_OCTAVE_DEFICIT,
  );
  return { shift: (lower ?? best).shift, score: best.score };
}

function hitOf(
  { index, query, shift, score }: Candidate & { readonly shift: number; readonly score: number },
  bytes: Uint8Array,
): TuneHit {
  const path = warpLine(query.line, levelsOf(bytes), matrixFrames(bytes), shift).path();
  return {
    index,
    score: Math.max(0, score),
    semitones: shift,
    tempoRatio: 1 / slopeOf(path, query.line),
    from: (path[0] ?? 0) * MATRIX_FRAME_SECONDS,
    to: ((path.at(-1) ?? 0) + 1) * MATRIX_FRAME_SECONDS,
    queryFrom: query.from,
    queryTo: query.to,
  };
}

/** Returns the slope of the straight line that fits the beginnings of the notes best: frames of the sound per frame. */
function slopeOf(path: Int32Array, { weights }: QueryLine): number {
  const starts = [...path.keys()].filter((i) => (weights[i] ?? 0) > (weights[i + 1] ?? 0) && (weights[i] ?? 0) > 1);
  const meanOf = (value: (i: number) => number) => starts.reduce((sum, i) => sum + value(i), 0) / starts.length;
  const [center, place] = [meanOf((i) => i), meanOf((i) => path[i] ?? 0)];
  const variance = meanOf((i) => (i - center) ** 2);
  const slope = meanOf((i) => (i - center) * ((path[i] ?? 0) - place)) / variance;
  return slope >= 0.5 && slope <= 2 ? slope : 1;
}
