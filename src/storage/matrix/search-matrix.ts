import { BLOCK_DIMENSIONS, PACKED_DIMENSIONS, type Query } from '../../engine/embedding.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import { createKernel, KERNEL_ROWS } from './kernel.ts';
import { joinRow, type Matrix, type Stamp } from './matrix.ts';
import { createTopK, type Ranked } from './top-k.ts';

/** Milliseconds of searching after which the thread does other work, because it also communicates with Discord. */
const SLICE_MS = 5;

export interface Match<Item> extends Ranked {
  readonly item: Item;
}

export interface MatrixSearch<Item> {
  readonly top: number;
  /** Returns the position of an item in the order of adding, which decides between equal scores. */
  readonly order: (item: Item) => number;
  /** Items for which this function returns false are skipped. */
  readonly filter?: (item: Item) => boolean;
}

const kernel = createKernel();

/**
 * Finds the best rows of a matrix, exactly as a full sort by double-precision scores would.
 * Each row is first scored by a fast estimate with a bound on its error. Only a row that may be among the best is
 * passed to `filter` and scored again in double precision.
 * @throws RangeError if the query has the wrong length or a non-finite number
 */
export async function searchMatrix<Item>(
  matrix: Matrix<Item>,
  query: Query,
  { top, order, filter }: MatrixSearch<Item>,
): Promise<Match<Item>[]> {
  if (query.vector.length !== PACKED_DIMENSIONS || !query.vector.every(Number.isFinite))
    throw new RangeError(`a query has ${PACKED_DIMENSIONS} finite numbers`);
  if (top < 1) return [];

  const best = createTopK<Match<Item>>(top);
  const lengths = { whole: length(query.vector, 0), acoustic: length(query.vector, BLOCK_DIMENSIONS.clap) };
  const rest = 1 - query.clapShare;
  /** By stamp, whether to include the CLAP block in the scores of its rows; undefined to skip the rows. */
  const wholes = matrix.stamps.map((stamp) => scoredWhole(stamp, query));

  let sliceEnd = 0;
  for (const chunk of matrix.chunks) {
    if (performance.now() >= sliceEnd) {
      await yieldToEventLoop();
      sliceEnd = performance.now() + SLICE_MS;
      kernel.setQuery(query.vector);
    }
    // Until `top` rows are found, every row passes the bound, so the cheaper filter runs before scoring.
    if (filter && !best.full && !chunk.items.some((item) => item !== undefined && filter(item))) continue;
    const sums = kernel.sums(chunk.upper);
    let { threshold } = best;
    for (let place = 0; place < KERNEL_ROWS; place++) {
      const whole = wholes[chunk.stamps[place] ?? 0];
      const acoustic = sums[2 * place + 1] ?? 0;
      const slack = chunk.slack[place] ?? 0;
      const bound = whole
        ? (sums[2 * place] ?? 0) + acoustic + slack * lengths.whole
        : (acoustic + slack * lengths.acoustic) / rest;
      if (bound < threshold || whole === undefined) continue;
      const item = chunk.items[place];
      if (item === undefined || (filter && !filter(item))) continue;

      const row = joinRow(chunk, place);
      const score = whole ? dot(query.vector, row, 0) : dot(query.vector, row, BLOCK_DIMENSIONS.clap) / rest;
      best.add({ score, order: order(item), item });
      threshold = best.threshold;
    }
  }
  return best.sorted();
}

/** Returns whether scores of rows with this stamp include the CLAP block; undefined if the query cannot be compared. */
function scoredWhole({ version, clapModel }: Stamp, query: Query): boolean | undefined {
  if (version !== query.version) return undefined;
  if (clapModel !== null && clapModel === query.clapModel) return true;
  // If CLAP has all the weight, a row without a comparable CLAP block has nothing left to score.
  return query.clapShare < 1 ? false : undefined;
}

/** Computes the dot product from index `start` to the end, in double precision, from first to last. */
function dot(a: Float32Array, b: Float32Array, start: number): number {
  let sum = 0;
  for (let index = start; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

/** Computes the Euclidean norm of the numbers of `vector` from index `start` to the end. */
function length(vector: Float32Array, start: number): number {
  return Math.sqrt(dot(vector, vector, start));
}
