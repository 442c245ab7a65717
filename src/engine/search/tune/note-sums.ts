import { LOWEST_PITCH, PITCHES } from './harmonic-summation.ts';
import { MAX_LEVEL } from './salience-matrix.ts';
import { KERNEL_BASE64 } from './tune-kernel-bytes.ts';

/** Number of shifts of a query that are tried, one semitone apart: almost all that keep its notes in a matrix. */
export const SHIFTS = 56;
/** Distance from the lowest pitch of a matrix to the lowest place of a query's median pitch, in semitones. */
const MEDIAN_MARGIN = 4;

/** A note of a query: whole MIDI number, and frames between the start of the note before and its own start. */
export interface QueryNote {
  readonly pitch: number;
  readonly gap: number;
}

/** Range of the ratio of a gap in a sound to the gap in the query. */
const MIN_GAP = 0.62;
const MAX_GAP = 1.6;
/** Share of a cell's strength that depends on whether its level has just risen. */
const ATTACK_SHARE = 0.3;
/** Strength of a cell of the highest level that has just risen. */
const MAX_STRENGTH = 16 * MAX_LEVEL;

/** Zeros before and after the pitches of a frame, which a note meets that a shift moves out of the matrix. */
const PADDING = SHIFTS;
const STRIDE = PITCHES + 2 * PADDING;
const MAX_OFFSET = STRIDE - SHIFTS;
const NOTE_BYTES = 12;
const PAGE_BYTES = 65_536;

type Sums = (...values: number[]) => number;

const { memory, sums } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(KERNEL_BASE64, 'base64'))).exports;

/** The best sums of one matrix for every shift. The next call overwrites them. */
const best = new Float32Array(SHIFTS);

/**
 * Returns the lowest shift of notes that is tried, in semitones, library minus query. From there on, {@link SHIFTS}
 * shifts move the median of the notes to nearly every pitch of a matrix: people hum two octaves below instruments, and a
 * glockenspiel lies three octaves above a guitar.
 */
export function lowestShift(notes: readonly QueryNote[]): number {
  const sorted = notes.map(({ pitch }) => pitch).sort((a, b) => a - b);
  return LOWEST_PITCH + MEDIAN_MARGIN - (sorted[sorted.length >> 1] ?? 0);
}

/**
 * Computes how well notes fit a salience matrix, 0..1 for each shift from {@link lowestShift} on: the mean attack
 * strength of the notes at the best frames whose distances are similar to the gaps (tune-kernel.wat).
 * @param levels {@link PITCHES} levels for each of `frames` frames
 */
export function noteSums(notes: readonly QueryNote[], levels: Uint8Array, frames: number): Float32Array {
  if (!(memory instanceof WebAssembly.Memory) || !isSums(sums)) throw new Error('tune-kernel.wat has other exports');
  const notesAt = frames * STRIDE;
  const aAt = 16 * Math.ceil((notesAt + notes.length * NOTE_BYTES) / 16);
  const bAt = aAt + frames * SHIFTS * 2;
  const missing = bAt + frames * SHIFTS * 2 - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
  writeAttacks(levels, frames, new Uint8Array(memory.buffer, 0, notesAt));
  writeNotes(notes, new Int32Array(memory.buffer, notesAt, notes.length * 3));
  const at = sums(0, frames, STRIDE, notesAt, notes.length, aAt, bAt);
  const values = new Int16Array(memory.buffer, at, frames * SHIFTS);
  best.fill(0);
  for (let t = 0; t < frames; t++)
    for (let shift = 0; shift < SHIFTS; shift++) {
      const value = values[t * SHIFTS + shift] ?? 0;
      if (value > (best[shift] ?? 0)) best[shift] = value;
    }
  for (let shift = 0; shift < SHIFTS; shift++) best[shift] = (best[shift] ?? 0) / (MAX_STRENGTH * notes.length);
  return best;
}

function writeAttacks(levels: Uint8Array, frames: number, out: Uint8Array): void {
  out.fill(0);
  for (let t = 0; t < frames; t++)
    for (let pitch = 0; pitch < PITCHES; pitch++) {
      const here = levels[t * PITCHES + pitch] ?? 0;
      if (here === 0) continue;
      const before = Math.min(levels[(t - 1) * PITCHES + pitch] ?? 0, levels[(t - 2) * PITCHES + pitch] ?? 0);
      const strength = (1 - ATTACK_SHARE) * here + ATTACK_SHARE * Math.max(0, here - before);
      out[t * STRIDE + PADDING + pitch] = (strength * MAX_STRENGTH) / MAX_LEVEL;
    }
}

function writeNotes(notes: readonly QueryNote[], out: Int32Array): void {
  const first = PADDING - LOWEST_PITCH + lowestShift(notes);
  for (const [i, { pitch, gap }] of notes.entries()) {
    const offset = Math.max(0, Math.min(MAX_OFFSET, first + pitch));
    const min = Math.max(1, Math.floor(MIN_GAP * gap));
    out.set([offset, min, Math.max(min + 1, Math.ceil(MAX_GAP * gap))], 3 * i);
  }
}

function isSums(value: unknown): value is Sums {
  return typeof value === 'function';
}
