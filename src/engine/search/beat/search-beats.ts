import { correlateBeats, type KernelBeat, toKernel } from './correlate-beats.ts';
import { atSpeed, type Beat, halved, normalizePattern } from './normalize-pattern.ts';
import { PATTERN_BANDS } from './onset-pattern.ts';

/** A sound in which a beat was found. */
export interface BeatHit {
  /** Place of the sound in the searched list. */
  readonly index: number;
  /** Likeness of the beats, 0..1. */
  readonly score: number;
  /** Tempo in the sound divided by that of the query. */
  readonly tempoRatio: number;
  /** The part of the sound, and the part of the query that it matches, in seconds. */
  readonly from: number;
  readonly to: number;
  readonly queryFrom: number;
  readonly queryTo: number;
}

/** Steps of the tempo ratios from half to double, and number of them between two ratios of the coarse pass. */
const STEPS = 144;
const COARSE_STEP = 8;
const RATIOS = Array.from({ length: STEPS + 1 }, (_, i) => 2 ** ((2 * i) / STEPS - 1));
/**
 * Subtracted from a correlation for each octave between the tempi, and in full for tempi that differ by 11 % or more
 * (0.15 octaves): people tap near the tempo of the loop.
 */
const OCTAVE_PENALTY = 0.05;
const OTHER_TEMPO_PENALTY = 0.02;
const OTHER_TEMPO = 0.15;
/** Minimum length of a pattern in frames, and maximum length of a query: 1 s and 10 s. */
const MIN_FRAMES = 22;
const MAX_QUERY = 215;
/** Bytes of a pattern up to which nothing begins in a frame. */
const SILENT = 84;
/** Share of the sounds, and minimum number of them, that are compared at full resolution after the coarse pass. */
const FINE_SHARE = 0.1;
const MIN_FINE = 40;
/** Number of coarse ratios per sound that are compared at full resolution, each with the ratios around it. */
const FINE_RATIOS = 3;
/** Factor of a sound's likeness to the cohort beyond the usual likeness of loops, which is subtracted from its score. */
const COHORT_FACTOR = 0.3;
const USUAL_COHORT = 0.45;

export interface BeatQuery {
  /** The query at half the frame rate and every eighth ratio, and at the full frame rate and every ratio. */
  readonly coarse: readonly KernelBeat[];
  readonly fine: readonly KernelBeat[];
  /** The part of the sound that is compared, in seconds. */
  readonly from: number;
  readonly to: number;
}

/** A stored pattern, and its likeness to the cohort, 0..1. */
export interface StoredBeat {
  readonly pattern: Uint8Array;
  readonly cohort: number;
}

/** Prepares a pattern as a query; null if it is shorter than a second. Of a long query, the first 10 s count. */
export function beatQuery(pattern: Uint8Array): BeatQuery | null {
  const isOnset = (value: number) => value > SILENT;
  const first = Math.max(0, Math.floor(pattern.findIndex(isOnset) / PATTERN_BANDS));
  const end = Math.min(first + MAX_QUERY, Math.floor(pattern.findLastIndex(isOnset) / PATTERN_BANDS) + 2);
  if (end - first < MIN_FRAMES) return null;
  const beat = normalizePattern(pattern.subarray(first * PATTERN_BANDS, end * PATTERN_BANDS));
  const at = (from: Beat, ratio: number) => toKernel(atSpeed(from, ratio));
  const half = halved(beat);
  return {
    coarse: RATIOS.filter((_, i) => i % COARSE_STEP === 0).map((ratio) => at(half, ratio)),
    fine: RATIOS.map((ratio) => at(beat, ratio)),
    from: first * beat.frameSeconds,
    to: end * beat.frameSeconds,
  };
}

/**
 * Finds the sounds whose onsets have the pattern of a query at 0.5 to 2 times its tempo, best first.
 * Dense patterns resemble everything, so a sound that resembles the loops of the cohort more than usual scores lower.
 */
export function searchBeats(query: BeatQuery, beats: readonly StoredBeat[], top: number): BeatHit[] {
  const coarse = beats.flatMap((stored, index) => {
    const beat = normalizePattern(stored.pattern);
    if (beat.frames < MIN_FRAMES) return [];
    const found = coarseScores(query, beat);
    const penalty = COHORT_FACTOR * Math.max(0, stored.cohort - USUAL_COHORT);
    return [{ index, beat, found, penalty, score: Math.max(...found) - penalty }];
  });
  const count = Math.max(MIN_FINE, top, Math.ceil(FINE_SHARE * coarse.length));
  const hits = coarse
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, count)
    .map(({ index, beat, found, penalty }) => {
      const best = bestFine(query, beat, found);
      return { ...best, index, score: Math.max(0, Math.min(1, best.score - penalty)) };
    });
  return hits.sort((a, b) => b.score - a.score || a.index - b.index).slice(0, top);
}

/** Returns the best correlation of a pattern with a query, by the coarse pass alone. */
export function coarseLikeness(query: BeatQuery, pattern: Uint8Array): number {
  const beat = normalizePattern(pattern);
  return beat.frames < MIN_FRAMES ? 0 : Math.max(0, ...coarseScores(query, beat));
}

/** Returns the best correlation at each coarse ratio, less the penalty of the ratio. */
function coarseScores(query: BeatQuery, beat: Beat): number[] {
  const found = correlateBeats(query.coarse, toKernel(halved(beat)));
  return found.map(({ score }, i) => score - penaltyOf(COARSE_STEP * i));
}

function penaltyOf(ratio: number): number {
  const octaves = Math.abs(Math.log2(RATIOS[ratio] ?? 1));
  return OCTAVE_PENALTY * octaves + OTHER_TEMPO_PENALTY * Math.min(1, octaves / OTHER_TEMPO);
}

/** Compares at full resolution, at the best coarse ratios and their neighbors. */
function bestFine(query: BeatQuery, beat: Beat, coarse: readonly number[]): Omit<BeatHit, 'index'> {
  const centers = [...coarse.keys()].sort((a, b) => (coarse[b] ?? 0) - (coarse[a] ?? 0)).slice(0, FINE_RATIOS);
  const around = [...Array(2 * COARSE_STEP - 1).keys()].map((i) => i - COARSE_STEP + 1);
  const ratios = centers.flatMap((i) => around.map((step) => COARSE_STEP * i + step));
  const tried = [...new Set(ratios)].filter((i) => query.fine[i]);
  const queries = tried.flatMap((i) => query.fine[i] ?? []);
  const found = correlateBeats(queries, toKernel(beat)).map(({ score, offset }, i) => ({
    score: score - penaltyOf(tried[i] ?? 0),
    offset,
    ratio: RATIOS[tried[i] ?? 0] ?? 1,
    frames: queries[i]?.frames ?? 0,
  }));
  const best = found.reduce((a, b) => (b.score > a.score ? b : a));
  return { score: best.score, tempoRatio: best.ratio, ...placeOf(query, beat, best) };
}

/**
 * Returns the part of a sound that a query matches, and the part of the query. If the match goes on at the beginning of
 * the sound, the longer of its two pieces counts.
 */
function placeOf(
  query: BeatQuery,
  { frames: soundFrames, frameSeconds }: Beat,
  { offset, frames, ratio }: { readonly offset: number; readonly frames: number; readonly ratio: number },
): Pick<BeatHit, 'from' | 'to' | 'queryFrom' | 'queryTo'> {
  const untilEnd = Math.min(frames, soundFrames - offset);
  const fromStart = Math.min(frames - untilEnd, soundFrames);
  const isFirst = untilEnd >= fromStart;
  const [skipped, from, length] = isFirst ? [0, offset, untilEnd] : [untilEnd, 0, fromStart];
  const queryFrom = query.from + skipped * frameSeconds * ratio;
  const queryTo = Math.min(query.to, queryFrom + length * frameSeconds * ratio);
  return { from: from * frameSeconds, to: (from + length) * frameSeconds, queryFrom, queryTo };
}
