import { FEATURE_RATE } from '../../pcm.ts';
import type { PitchedNote } from './hummed-notes.ts';
import type { QueryNote } from './note-sums.ts';
import { MATRIX_HOP } from './salience-matrix.ts';
import { untilRepetition } from './until-repetition.ts';
import type { QueryLine } from './warp-line.ts';

/** A part of a melody, prepared for the comparison with matrices. */
export interface TuneQuery {
  readonly notes: readonly QueryNote[];
  readonly line: QueryLine;
  /** The part in seconds. */
  readonly from: number;
  readonly to: number;
}

/** Maximum number of notes of a part, and number of notes after which the next part begins. */
const MAX_NOTES = 20;
const STEP = 8;
const PART_NOTES = 16;
/** Minimum number of notes of a tune. */
const MIN_NOTES = 3;
/** Minimum number of notes of what a melody repeats: fewer are in too many sounds. */
const MIN_REPEATED = 5;
/** Weight of the first frame of a note, and of the second; every other frame has weight 1. */
const WEIGHTS = [3, 2] as const;

export const MATRIX_FRAME_SECONDS = MATRIX_HOP / FEATURE_RATE;

/**
 * Prepares the notes of a melody as a query. A melody of more than 20 notes is cut into parts that overlap, because it
 * may hold more than the tune. If the melody repeats, what it repeats is a part too.
 * @returns no part if there are fewer than three notes
 */
export function tuneQueries(notes: readonly PitchedNote[]): TuneQuery[] {
  if (notes.length < MIN_NOTES) return [];
  const repeated = untilRepetition(notes) ?? [];
  const isPart = repeated.length >= MIN_REPEATED && repeated.length < notes.length;
  return [...partsOf(notes), ...(isPart ? partsOf(repeated) : [])];
}

function partsOf(notes: readonly PitchedNote[]): TuneQuery[] {
  if (notes.length <= MAX_NOTES) return [tuneQuery(notes)];
  const starts = Array.from({ length: Math.ceil((notes.length - PART_NOTES) / STEP) + 1 }, (_, i) => i * STEP);
  return starts.map((start) => {
    const first = Math.min(start, notes.length - PART_NOTES);
    return tuneQuery(notes.slice(first, first + PART_NOTES));
  });
}

function tuneQuery(notes: readonly PitchedNote[]): TuneQuery {
  const from = notes[0]?.start ?? 0;
  const to = notes.at(-1)?.end ?? from;
  const frames = Math.max(1, Math.ceil((to - from) / MATRIX_FRAME_SECONDS));
  const pitches = new Int16Array(frames).fill(-1);
  const weights = new Float32Array(frames);
  let at = 0;
  for (let frame = 0; frame < frames; frame++) {
    const time = from + (frame + 0.5) * MATRIX_FRAME_SECONDS;
    while (at < notes.length && (notes[at]?.end ?? 0) <= time) at++;
    const note = notes[at];
    if (!note || note.start > time) continue;
    pitches[frame] = Math.round(note.pitch);
    weights[frame] = WEIGHTS[Math.floor((time - note.start) / MATRIX_FRAME_SECONDS)] ?? 1;
  }
  const gaps = notes.map(({ pitch, start }, i) => ({
    pitch: Math.round(pitch),
    gap: (start - (notes[i - 1]?.start ?? start)) / MATRIX_FRAME_SECONDS,
  }));
  return { notes: gaps, line: { pitches, weights }, from, to };
}
