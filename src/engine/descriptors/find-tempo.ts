import { FRAME_RATE } from '../features/rhythm.ts';
import { pulseStrength } from './beat-pulses.ts';
import { type SelfSimilarity, selfSimilarity } from './self-similarity.ts';
import type { SoundFrames } from './sound-frames.ts';
import { type TempoCandidate, tempoScore } from './tempo-score.ts';

export interface TempoEstimate {
  /** Beats per minute. */
  readonly tempoBpm: number;
  /** How clearly the beats recur, 0..1. 0 for a loop of a single beat. */
  readonly tempoConfidence: number;
}

/** Tempo of a sound, and how similar its onsets are to themselves after a few beats, 0..1. */
interface Beats {
  readonly tempo: TempoEstimate;
  /** 1 for a loop of one, two or four beats, because its end is followed by its beginning. */
  readonly recurrence: number;
}

/** Range of tempi that are tried, in beats per minute. */
const MIN_BPM = 40;
const MAX_BPM = 200;
/** Length in seconds below which every sound is taken for a loop that holds whole beats, and above which none is. */
const MIN_SECONDS = 5;
const MAX_SECONDS = 40;
/**
 * Any other sound is taken for such a loop if its beats, found without this assumption, are nearly a whole number, or, from
 * a length in seconds on, a multiple of four.
 */
const LONG_SECONDS = 10;
const BEAT_TOLERANCE = 0.1;
const BAR_TOLERANCE = 0.05;
const BAR_BEATS = 4;
/** Number of candidates for a sound whose length says nothing about the tempo, and step of their lags in frames. */
const MAX_CANDIDATES = 12;
const LAG_STEP = 0.25;
/** Longest multiple of a beat with which its length is refined, and greatest correction of its lag in frames. */
const MAX_MULTIPLE = 16;
const MAX_SHIFT = 2;
/** Lowest recurrence of a sound that has a tempo, and numbers of beats after which the recurrence is measured. */
const MIN_RECURRENCE = 0.1;
const RECURRENCE_BEATS = [1, 2, 4];

/** An event is a rise above this share of a high quantile of the rises. */
const EVENT_SHARE = 0.3;
const EVENT_QUANTILE = 0.99;

/**
 * Finds the tempo of a sound from the autocorrelation of its onset envelopes.
 * A sound whose length is a whole number of beats is taken for a loop: it begins on a beat, its end is followed by its
 * beginning, and its length divided by a whole number is a beat.
 * @param seconds length of the whole file
 * @returns null if nothing recurs
 */
export function findTempo(frames: Pick<SoundFrames, 'onsets'>, seconds: number): Beats | null {
  if (seconds < MIN_SECONDS) return findBeats(frames, seconds, true);
  const found = findBeats(frames, seconds, false);
  return found && isLoop(found.tempo.tempoBpm, seconds) ? findBeats(frames, seconds, true) : found;
}

function isLoop(bpm: number, seconds: number): boolean {
  const [unit, tolerance] = seconds < LONG_SECONDS ? [1, BEAT_TOLERANCE] : [BAR_BEATS, BAR_TOLERANCE];
  const beats = (bpm * seconds) / 60;
  return seconds <= MAX_SECONDS && Math.abs(beats - unit * Math.round(beats / unit)) < tolerance;
}

function findBeats(frames: Pick<SoundFrames, 'onsets'>, seconds: number, isLoop: boolean): Beats | null {
  const { all, bass, middle, treble } = frames.onsets;
  const similarities = {
    all: selfSimilarity(all, isLoop),
    bass: selfSimilarity(bass, isLoop),
    treble: selfSimilarity(treble, isLoop),
  };
  const strengths = isLoop
    ? { all: pulseStrength(all), bass: pulseStrength(bass), middle: pulseStrength(middle) }
    : null;
  const evidence = { similarities, strengths, density: countEvents(all) / seconds };
  const candidates = isLoop ? wholeBeats(all.length, seconds) : recurrences(similarities.all, all.length);
  const [best] = candidates
    .map((candidate) => ({ ...candidate, score: tempoScore(candidate, evidence) }))
    .sort((a, b) => b.score - a.score);
  if (!best) return null;
  const similarityAfter = (lags: readonly number[]) =>
    Math.max(0, ...lags.map((lag) => Math.min(1, similarities.all.at(lag) ?? 0)));
  const lags = RECURRENCE_BEATS.map((beats) => beats * best.lag);
  const recurrence = similarityAfter(lags);
  if (recurrence < MIN_RECURRENCE) return null;
  const tempoBpm = isLoop ? best.bpm : (60 * FRAME_RATE) / refine(similarities.all, best.lag);
  // After its whole length, every loop is equal to itself, whatever its tempo.
  const tempoConfidence = similarityAfter(isLoop ? lags.filter((lag) => lag % all.length > 0) : lags);
  return { tempo: { tempoBpm, tempoConfidence }, recurrence };
}

/** Returns the tempi at which a loop holds whole beats. */
function wholeBeats(frames: number, seconds: number): TempoCandidate[] {
  const first = Math.max(1, Math.ceil((MIN_BPM * seconds) / 60));
  const last = Math.floor((MAX_BPM * seconds) / 60);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => ({
    bpm: (60 * (first + i)) / seconds,
    lag: frames / (first + i),
    beats: first + i,
  }));
}

/** Returns the tempi at which the onsets recur most clearly: the highest maxima of the autocorrelation. */
function recurrences(similarity: SelfSimilarity, frames: number): TempoCandidate[] {
  const longest = Math.min((60 * FRAME_RATE) / MIN_BPM, frames / 2);
  const found: (TempoCandidate & { readonly value: number })[] = [];
  for (let lag = (60 * FRAME_RATE) / MAX_BPM; lag <= longest; lag += LAG_STEP) {
    const value = similarity.at(lag) ?? 0;
    if (value > (similarity.at(lag - LAG_STEP) ?? 0) && value >= (similarity.at(lag + LAG_STEP) ?? 0))
      found.push({ bpm: (60 * FRAME_RATE) / lag, lag, beats: null, value });
  }
  return found.sort((a, b) => b.value - a.value).slice(0, MAX_CANDIDATES);
}

/** Divides the lag of the longest multiple of a beat at which the sound recurs by the multiple. */
function refine(similarity: SelfSimilarity, lag: number): number {
  let refined = lag;
  for (let multiple = 1; multiple <= MAX_MULTIPLE; multiple *= 2) {
    const center = multiple * refined;
    let best = { lag: center, value: 0 };
    for (let shift = -MAX_SHIFT; shift <= MAX_SHIFT; shift += LAG_STEP) {
      const value = similarity.at(center + shift);
      if (value === null) return refined;
      if (value > best.value) best = { lag: center + shift, value };
    }
    if (Math.abs(best.lag - center) < MAX_SHIFT) refined = best.lag / multiple;
  }
  return refined;
}

/** Returns the number of local maxima of an onset envelope that are not much lower than the highest. */
function countEvents(onsets: Float32Array): number {
  const high = onsets.slice().sort()[Math.floor(EVENT_QUANTILE * (onsets.length - 1))] ?? 0;
  let count = 0;
  for (let t = 1; t + 1 < onsets.length; t++) {
    const here = onsets[t] ?? 0;
    if (here > EVENT_SHARE * high && here >= (onsets[t - 1] ?? 0) && here > (onsets[t + 1] ?? 0)) count++;
  }
  return count;
}
