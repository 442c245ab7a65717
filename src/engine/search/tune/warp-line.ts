import { LOWEST_PITCH, PITCHES } from './harmonic-summation.ts';
import { MAX_LEVEL } from './salience-matrix.ts';

/** The melody of a query at the frame rate of salience matrices. */
export interface QueryLine {
  /** Whole MIDI number of each frame; -1 if the frame has no pitch. */
  readonly pitches: Int16Array;
  /** Weight of each frame. */
  readonly weights: Float32Array;
}

/** The best path of a line through a matrix. */
export interface WarpedLine {
  /** Weighted mean of the levels along the path, 0..1. */
  readonly score: number;
  /** Frame of the matrix for each frame of the line. Frames of the line that share one have the same. */
  path(): Int32Array;
}

/** Sums of the best paths for the three latest frames of the line, and the values of the frames, by frame of the matrix. */
let rows = [0, 1, 2].map(() => ({ sums: new Float32Array(), local: new Float32Array() }));
/** The last step of the best path to each pair of frames. */
let steps = new Uint8Array();
const [START, ONE, SKIP, STAY] = [0, 1, 2, 3];

/**
 * Finds the part of a matrix to which a line fits best, by subsequence dynamic time warping.
 * Steps of one or two frames of the one for one frame of the other allow half to double the tempo (Sakoe and Chiba 1978;
 * Müller 2007). The path can be read until the next call.
 * @param shift semitones that are added to the pitches of the line
 */
export function warpLine(
  { pitches, weights }: QueryLine,
  levels: Uint8Array,
  frames: number,
  shift: number,
): WarpedLine {
  if ((rows[0]?.sums.length ?? 0) < frames)
    rows = rows.map(() => ({ sums: new Float32Array(frames), local: new Float32Array(frames) }));
  if (steps.length < pitches.length * frames) steps = new Uint8Array(pitches.length * frames);
  let [oldest, before, now] = rows;
  if (!oldest || !before || !now) throw new Error('there are three rows');
  let total = 0;
  for (let i = 0; i < pitches.length; i++) {
    const pitch = pitches[i] ?? -1;
    const row = pitch < 0 ? -1 : pitch + shift - LOWEST_PITCH;
    const weight = weights[i] ?? 0;
    const isInRange = row >= 0 && row < PITCHES;
    total += weight;
    for (let t = 0; t < frames; t++) {
      const level = isInRange ? (weight * (levels[t * PITCHES + row] ?? 0)) / MAX_LEVEL : 0;
      now.local[t] = level;
      let sum = 0;
      let step = START;
      if (i > 0 && t > 0) {
        sum = before.sums[t - 1] ?? 0;
        step = ONE;
        if (t > 1 && (before.sums[t - 2] ?? 0) > sum) {
          sum = before.sums[t - 2] ?? 0;
          step = SKIP;
        }
        if (i > 1) {
          const slow = (oldest.sums[t - 1] ?? 0) + (before.local[t] ?? 0);
          if (slow > sum) {
            sum = slow;
            step = STAY;
          }
        }
      }
      now.sums[t] = sum + level;
      steps[i * frames + t] = step;
    }
    [oldest, before, now] = [before, now, oldest];
  }
  let to = 0;
  for (let t = 1; t < frames; t++) if ((before.sums[t] ?? 0) > (before.sums[to] ?? 0)) to = t;
  return {
    score: total > 0 ? (before.sums[to] ?? 0) / total : 0,
    path: () => pathTo(pitches.length, frames, to),
  };
}

/** Follows the steps back from the last frame of the line, at frame `to` of the matrix. */
function pathTo(length: number, frames: number, to: number): Int32Array {
  const path = new Int32Array(length);
  let t = to;
  for (let i = length - 1; i >= 0; i--) {
    path[i] = t;
    const step = steps[i * frames + t];
    if (step === START) {
      path.fill(t, 0, i);
      break;
    }
    if (step === STAY) path[--i] = t;
    t -= step === SKIP ? 2 : 1;
  }
  return path;
}
