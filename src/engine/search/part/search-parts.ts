import { BAND_HOP, bandPowers } from '../band-powers.ts';
import { loadSeries } from '../correlate-frames.ts';
import { PART_BANDS, PART_FRAME_SECONDS, PART_HOP, partLevels } from './part-levels.ts';

/** A sound of which a part resembles a part of a query. */
export interface PartHit {
  /** Place of the sound in the searched list. */
  readonly index: number;
  /** Correlation of the two spectrograms, 0..1. */
  readonly score: number;
  /** The part of the sound, and the part of the query that it matches, in seconds. */
  readonly from: number;
  readonly to: number;
  readonly queryFrom: number;
  readonly queryTo: number;
}

/** Length of the pieces into which a query is cut, and distance of their starts, in frames: 3 s and 1.5 s. */
const PIECE = 16;
const STEP = 8;
/** Minimum number of frames that are compared: 0.4 s. */
const MIN_FRAMES = 2;
/** Minimum deviation of the levels of a part, relative to that of the query: a constant level matches nothing. */
const MIN_DEVIATION = 0.35;

/** Frames of the powers at which the frames of the levels of a query begin. */
const PHASES = [0, PART_HOP / BAND_HOP / 2];
/** Share of the sounds, and minimum number of them, that are compared at all positions. */
const FINE_SHARE = 0.1;
const MIN_FINE = 40;

/** A piece of a query: levels with mean 0. */
interface Piece {
  readonly values: Int16Array;
  readonly norm: number;
  readonly from: number;
  readonly to: number;
}

export interface PartQuery {
  /** The pieces at the first position relative to the frames, and at both positions. */
  readonly coarse: readonly Piece[];
  readonly pieces: readonly Piece[];
  /** The levels of the whole query, in which shorter sounds are searched. */
  readonly levels: Uint8Array;
  readonly frames: number;
}

/** Prepares a sound as a query: cuts it into pieces of 3 s, each at two positions relative to the frames. */
export function partQuery(samples: Float32Array): PartQuery {
  const powers = bandPowers(samples);
  const phases = PHASES.map((first) => ({
    levels: partLevels(powers, first),
    shift: (first * BAND_HOP) / PART_HOP,
  }));
  const [coarse = [], ...rest] = phases.map(({ levels, shift }) => {
    const frames = levels.length / PART_BANDS;
    const count = frames <= PIECE ? 1 : Math.ceil((frames - PIECE) / STEP) + 1;
    return Array.from({ length: count }, (_, i) => {
      const first = Math.max(0, Math.min(i * STEP, frames - PIECE));
      return pieceOf(levels, first, Math.min(frames, first + PIECE), shift);
    });
  });
  const levels = phases[0]?.levels ?? new Uint8Array();
  return { coarse, pieces: [coarse, ...rest].flat(), levels, frames: levels.length / PART_BANDS };
}

function pieceOf(levels: Uint8Array, first: number, last: number, shift: number): Piece {
  const part = levels.subarray(first * PART_BANDS, last * PART_BANDS);
  const mean = part.reduce((sum, level) => sum + level, 0) / part.length;
  const values = Int16Array.from(part, (level) => Math.round(8 * (level - mean)));
  const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return { values, norm, from: (first + shift) * PART_FRAME_SECONDS, to: (last + shift) * PART_FRAME_SECONDS };
}

/**
 * Finds the sounds of which a part resembles a piece of the query, or which as a whole resemble a part, best first.
 * The pieces at the first position relative to the frames choose a tenth of the sounds, which both positions rank.
 */
export function searchParts(query: PartQuery, sounds: readonly Uint8Array[], top: number): PartHit[] {
  const length = Math.min(PIECE, query.frames);
  const find = (pieces: readonly Piece[], levels: Uint8Array) =>
    levels.length / PART_BANDS >= length ? inSound(pieces, levels) : inQuery(query, levels);
  const coarse = Float64Array.from(sounds, (levels) =>
    levels.length < MIN_FRAMES * PART_BANDS ? -1 : find(query.coarse, levels).score,
  );
  const count = Math.max(MIN_FINE, 2 * top, Math.ceil(FINE_SHARE * sounds.length));
  const min = Math.max(0, coarse.slice().sort()[Math.max(0, sounds.length - count)] ?? 0);
  const hits = sounds.flatMap((levels, index): PartHit[] =>
    (coarse[index] ?? -1) >= min ? [{ ...find(query.pieces, levels), index }] : [],
  );
  return hits.sort((a, b) => b.score - a.score || a.index - b.index).slice(0, top);
}

interface Place {
  readonly score: number;
  readonly offset: number;
}

/** Finds the best place of any piece of a query in a sound that is at least as long. */
function inSound(pieces: readonly Piece[], levels: Uint8Array): Omit<PartHit, 'index'> {
  let best: { place: Place; piece: Piece } | undefined;
  for (const found of placesIn(levels, pieces)) if (found.place.score > (best?.place.score ?? -1)) best = found;
  if (!best) throw new RangeError('a query has at least one piece');
  const { place, piece } = best;
  const from = place.offset * PART_FRAME_SECONDS;
  return { score: place.score, from, to: from + piece.to - piece.from, queryFrom: piece.from, queryTo: piece.to };
}

/** Finds the best place of a whole sound in a longer query. */
function inQuery(query: PartQuery, levels: Uint8Array): Omit<PartHit, 'index'> {
  const whole = pieceOf(levels, 0, levels.length / PART_BANDS, 0);
  const found = inSound([whole], query.levels);
  return { score: found.score, from: 0, to: whole.to, queryFrom: found.from, queryTo: found.to };
}

/** Sums of the levels and of their squares before each frame of the latest sound. */
let sums = new Float64Array(1024);
let squares = new Float64Array(1024);

function placesIn(levels: Uint8Array, pieces: readonly Piece[]): { place: Place; piece: Piece }[] {
  const frames = levels.length / PART_BANDS;
  const longest = pieces.reduce((max, { values }) => Math.max(max, values.length), 0);
  const series = loadSeries({ length: levels.length, width: PART_BANDS, longest }, (out) => out.set(levels));
  if (sums.length <= frames) {
    sums = new Float64Array(2 * frames);
    squares = new Float64Array(2 * frames);
  }
  for (let t = 0; t < frames; t++) {
    let sum = 0;
    let square = 0;
    for (let i = t * PART_BANDS; i < (t + 1) * PART_BANDS; i++) {
      const level = levels[i] ?? 0;
      sum += level;
      square += level * level;
    }
    sums[t + 1] = (sums[t] ?? 0) + sum;
    squares[t + 1] = (squares[t] ?? 0) + square;
  }
  return pieces.map((piece) => {
    const length = piece.values.length / PART_BANDS;
    const offsets = Math.max(1, frames - length + 1);
    const dots = series.correlate(piece.values, offsets);
    // The values of a piece are 8 times as large as levels.
    const min = (MIN_DEVIATION * piece.norm) / 8;
    let score = 0;
    let offset = 0;
    for (let t = 0; t < offsets; t++) {
      const sum = (sums[Math.min(frames, t + length)] ?? 0) - (sums[t] ?? 0);
      const square = (squares[Math.min(frames, t + length)] ?? 0) - (squares[t] ?? 0);
      const norm = Math.sqrt(Math.max(0, square - (sum * sum) / piece.values.length));
      const value = (dots[t] ?? 0) / (piece.norm * Math.max(min, norm) + 1e-9);
      if (value <= score) continue;
      score = value;
      offset = t;
    }
    return { piece, place: { score, offset } };
  });
}
