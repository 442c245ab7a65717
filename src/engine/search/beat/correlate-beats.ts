import { loadSeries } from '../correlate-frames.ts';
import { type Beat, LANES } from './normalize-pattern.ts';

/** A beat in the form of the kernel: 16-bit integers. */
export interface KernelBeat {
  readonly values: Int16Array;
  readonly frames: number;
  /** Euclidean norm of the values. */
  readonly norm: number;
}

/** The best offset of a query in a pattern. */
export interface Correlation {
  /** Normalized correlation, 0..1. */
  readonly score: number;
  /** Frame of the pattern at which the query begins. */
  readonly offset: number;
}

/** Factor from values of a beat to integers. */
const SCALE = 512;
/** Minimum energy of the part of a pattern that a query covers, relative to the mean: silence matches nothing. */
const MIN_ENERGY = 0.7;

export function toKernel({ values, frames }: Beat): KernelBeat {
  const integers = new Int16Array(values.length);
  let squares = 0;
  for (let i = 0; i < integers.length; i++) {
    const value = Math.round(SCALE * (values[i] ?? 0));
    integers[i] = value;
    squares += value * value;
  }
  return { values: integers, frames, norm: Math.sqrt(squares) };
}

/** Finds the offset at which each query correlates best with a pattern, which is repeated without end, as a loop is. */
export function correlateBeats(queries: readonly KernelBeat[], pattern: KernelBeat): Correlation[] {
  const { frames, values } = pattern;
  const longest = queries.reduce((max, query) => Math.max(max, query.values.length), 0);
  const length = values.length + longest;
  let energies: Float64Array = new Float64Array();
  const series = loadSeries({ length, width: LANES, longest }, (out) => {
    for (let at = 0; at < length; at += values.length) out.set(values.subarray(0, length - at), at);
    energies = sumsOfSquares(out);
  });
  return queries.map(({ values: query, frames: queryFrames, norm }) => {
    const dots = series.correlate(query, frames);
    const min = (MIN_ENERGY * queryFrames * (energies[frames] ?? 0)) / frames;
    let score = 0;
    let offset = 0;
    for (let t = 0; t < frames; t++) {
      const dot = dots[t] ?? 0;
      if (dot <= 0) continue;
      const energy = Math.max(min, (energies[t + queryFrames] ?? 0) - (energies[t] ?? 0));
      const value = dot / (norm * Math.sqrt(energy) + 1e-9);
      if (value <= score) continue;
      score = value;
      offset = t;
    }
    return { score, offset };
  });
}

/** Returns the sum of the squares of the values before each frame. */
function sumsOfSquares(values: Int16Array): Float64Array {
  const sums = new Float64Array(values.length / LANES + 1);
  for (let t = 0; t + 1 < sums.length; t++) {
    let square = 0;
    for (let lane = 0; lane < LANES; lane++) square += (values[t * LANES + lane] ?? 0) ** 2;
    sums[t + 1] = (sums[t] ?? 0) + square;
  }
  return sums;
}
