import { BLOCK_DIMENSIONS, BLOCK_NAMES, BLOCK_OFFSETS, type Query } from '../../engine/embedding.ts';
import { type Codes, takeSlot } from './codes.ts';
import { type CodeQuery, type CodesKernel, createCodesKernel, toCodeQuery } from './codes-kernel.ts';
import { createKernel, KERNEL_ROWS } from './kernel.ts';
import { type Matrix, scoredWhole } from './matrix.ts';
import type { Reference } from './pick-references.ts';

/** A reference row as a query with the weights of a search. */
export interface Scorer {
  readonly vector: Float32Array;
  readonly codes: CodeQuery;
  readonly query: Query;
}

/** Estimates scores without bounds on their errors. */
export interface Estimator {
  /** Writes estimates of the scores of the rows of a chunk; NaN for rows that cannot be compared. */
  score(scorer: Scorer, number: number, out: Float32Array): void;
  close(): void;
}

const kernel = createKernel();

export function createScorer({ stamp, vector: row }: Reference, query: Query): Scorer {
  const clapModel = stamp.clapModel === query.clapModel ? stamp.clapModel : null;
  const vector = row.slice();
  for (const name of BLOCK_NAMES) {
    const start = BLOCK_OFFSETS[name];
    const end = start + BLOCK_DIMENSIONS[name];
    const share = name === 'clap' && clapModel === null ? 0 : query.shares[name];
    for (let at = start; at < end; at++) vector[at] = (vector[at] ?? 0) * share;
  }
  return { vector, codes: toCodeQuery(vector), query: { ...query, clapModel } };
}

/** Creates an estimator of the rows of a matrix, which may become large meanwhile. */
export function createEstimator(matrix: Matrix<unknown>): Estimator {
  let coded: { readonly kernel: CodesKernel; readonly release: () => void } | undefined;
  const open = ({ memory }: Codes) => {
    const { at, release } = takeSlot(memory);
    return { kernel: createCodesKernel(memory, at), release };
  };
  return {
    score({ vector, codes, query }, number, out) {
      const { halves, stamps } = matrix.chunks[number] ?? {};
      const wholes = matrix.stamps.map((stamp) => scoredWhole(stamp, query));
      const write = (place: number, clap = 0, acoustic = 0) => {
        const whole = wholes[stamps?.[place] ?? 0];
        if (whole === undefined) out[place] = Number.NaN;
        else out[place] = whole ? clap + acoustic : acoustic / (1 - query.shares.clap);
      };
      if (halves) {
        kernel.setQuery(vector);
        const sums = kernel.sums(halves.upper);
        for (let place = 0; place < KERNEL_ROWS; place++) write(place, sums[2 * place], sums[2 * place + 1]);
        return;
      }
      if (!matrix.codes) throw new RangeError(`chunk ${number} has no rows`);
      coded ??= open(matrix.codes);
      coded.kernel.setQuery(codes);
      const { clap, acoustic } = coded.kernel.score(number);
      for (let place = 0; place < KERNEL_ROWS; place++) write(place, clap[place], acoustic[place]);
    },
    close: () => coded?.release(),
  };
}
