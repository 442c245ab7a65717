import type { FindQuery, Found } from '../find-query.ts';
import { readSearchData } from '../search-data.ts';
import { LOWEST_PITCH, PITCHES } from './harmonic-summation.ts';
import type { PitchedNote } from './hummed-notes.ts';
import { MAX_LEVEL, matrixFrames, unpackMatrix } from './salience-matrix.ts';
import { MATRIX_FRAME_SECONDS } from './tune-query.ts';

/** Maximum number of frames by which the notes are moved so that they cover the pitches of the sound best. */
const MAX_FRAMES = 4;

/** A pitch that sounds in one frame of a stored sound. */
export interface Cell {
  /** Start of the frame in seconds. */
  readonly start: number;
  /** MIDI number. */
  readonly pitch: number;
  /** How clearly the pitch sounds, 0..1. */
  readonly level: number;
}

/** The tune of a query and the part of a stored sound that has the tune, in the key and at the tempo of the sound. */
export interface AlignedTune {
  readonly from: number;
  readonly to: number;
  /** Duration of a cell in seconds. */
  readonly cellSeconds: number;
  readonly notes: readonly PitchedNote[];
  readonly cells: readonly Cell[];
}

/** Shifts the notes of a query as they were found in a sound, and reads the pitches of the sound around them. */
export function alignTune(
  { notes }: Extract<FindQuery, { by: 'tune' }>,
  data: Uint8Array,
  { from, to, queryFrom, queryTo, semitones = 0, tempoRatio = 1 }: Omit<Found, 'index'>,
): AlignedTune {
  const { tune } = readSearchData(data);
  const frames = matrixFrames(tune);
  const levels = new Uint8Array(frames * PITCHES);
  unpackMatrix(tune, levels);
  const cells: Cell[] = [];
  const [first, last] = [from, to].map((seconds) => Math.round(seconds / MATRIX_FRAME_SECONDS));
  for (let t = Math.max(0, first ?? 0); t < Math.min(frames, last ?? 0); t++)
    for (let pitch = 0; pitch < PITCHES; pitch++) {
      const level = (levels[t * PITCHES + pitch] ?? 0) / MAX_LEVEL;
      if (level > 0) cells.push({ start: t * MATRIX_FRAME_SECONDS, pitch: LOWEST_PITCH + pitch, level });
    }
  const shown = notes.filter(({ start, end }) => end > queryFrom && start < queryTo);
  const shiftedBy = (frames: number) => {
    const timeOf = (seconds: number) => from + frames * MATRIX_FRAME_SECONDS + (seconds - queryFrom) / tempoRatio;
    return shown.map(({ start, end, pitch }) => ({ start: timeOf(start), end: timeOf(end), pitch: pitch + semitones }));
  };
  // The path of the time warping may begin in the middle of a note.
  const starts = Array.from({ length: 2 * MAX_FRAMES + 1 }, (_, i) => shiftedBy(i - MAX_FRAMES));
  const scored = starts.map((tried) => ({ tried, score: levelUnder(tried, cells) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return { from, to, cellSeconds: MATRIX_FRAME_SECONDS, notes: best.tried, cells };
}

/** Returns the sum of the levels of the cells that notes cover. */
function levelUnder(notes: readonly PitchedNote[], cells: readonly Cell[]): number {
  let sum = 0;
  for (const { start, pitch, level } of cells) {
    const middle = start + MATRIX_FRAME_SECONDS / 2;
    if (notes.some((note) => Math.round(note.pitch) === pitch && note.start <= middle && middle < note.end))
      sum += level;
  }
  return sum;
}
