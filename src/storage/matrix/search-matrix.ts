import { BLOCK_DIMENSIONS, PACKED_DIMENSIONS, type Query } from '../../engine/embedding.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import { dot, keyOf } from './exact-score.ts';
import { joinRow } from './halves.ts';
import { createKernel, KERNEL_ROWS } from './kernel.ts';
import { isLarge, type Matrix, scoredWhole } from './matrix.ts';
import type { Match, MatrixSearch } from './matrix-search.ts';
import { createPercentiles } from './percentiles.ts';
import { searchCodes } from './search-codes.ts';
import { createTopK } from './top-k.ts';

/** Milliseconds of searching after which the thread does other work, because it also communicates with Discord. */
const SLICE_MS = 5;

interface Candidate<Item> extends Match<Item> {
  /** Score of the row in single precision from the upper halves, by which the row was counted for the percentiles. */
  readonly estimate: number;
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
  options: MatrixSearch<Item>,
): Promise<Match<Item>[]> {
  const { top, order, filter, minScore = Number.NEGATIVE_INFINITY, scales, withPercentiles = false } = options;
  if (query.vector.length !== PACKED_DIMENSIONS || !query.vector.every(Number.isFinite))
    throw new RangeError(`a query has ${PACKED_DIMENSIONS} finite numbers`);
  if (top < 1) return [];
  if (isLarge(matrix)) return searchCodes(matrix, query, options);

  const best = createTopK<Candidate<Item>>(top);
  const percentiles = withPercentiles ? createPercentiles() : undefined;
  const lengths = { whole: length(query.vector, 0), acoustic: length(query.vector, BLOCK_DIMENSIONS.clap) };
  const rest = 1 - query.shares.clap;
  /** By stamp, whether to include the CLAP block in the scores of its rows; undefined to skip the rows. */
  const wholes = matrix.stamps.map((stamp) => scoredWhole(stamp, query));

  let sliceEnd = 0;
  for (const [number, chunk] of matrix.chunks.entries()) {
    if (performance.now() >= sliceEnd) {
      await yieldToEventLoop();
      sliceEnd = performance.now() + SLICE_MS;
      kernel.setQuery(query.vector);
    }
    // Until `top` rows are found, every row passes the bound, so the cheaper filter runs before scoring.
    const passes = () => chunk.items.some((item) => item !== undefined && filter?.(item));
    if (filter && !percentiles && !best.full && !passes()) continue;
    const { halves } = chunk;
    // The matrix became large meanwhile.
    if (!halves) return searchMatrix(matrix, query, options);
    const sums = kernel.sums(halves.upper);
    let { threshold } = best;
    for (let place = 0; place < KERNEL_ROWS; place++) {
      const whole = wholes[chunk.stamps[place] ?? 0];
      if (whole === undefined) continue;
      const acoustic = sums[2 * place + 1] ?? 0;
      const slack = chunk.slack[place] ?? 0;
      const estimate = whole ? (sums[2 * place] ?? 0) + acoustic : acoustic / rest;
      const bound = estimate + (whole ? slack * lengths.whole : (slack * lengths.acoustic) / rest);
      const serial = chunk.serials[place] ?? 0;
      if (serial !== 0) percentiles?.add(estimate);
      const scale = scales?.scaleOf(number * KERNEL_ROWS + place, serial);
      if (bound < minScore || keyOf(bound, scale) < threshold) continue;
      const item = chunk.items[place];
      if (item === undefined || (filter && !filter(item))) continue;

      const row = joinRow(halves, place);
      const score = whole ? dot(query.vector, row, 0) : dot(query.vector, row, BLOCK_DIMENSIONS.clap) / rest;
      if (score < minScore) continue;
      best.add({ key: keyOf(score, scale), score, estimate, order: order(item), item });
      threshold = best.threshold;
    }
  }
  const found = best.sorted();
  // By the estimate: by its exact score, a match could be above its own row, and closer than all sounds.
  return percentiles ? found.map((match) => ({ ...match, percentile: percentiles.of(match.estimate) })) : found;
}

/** Computes the Euclidean norm of the numbers of `vector` from index `start` to the end. */
function length(vector: Float32Array, start: number): number {
  return Math.sqrt(dot(vector, vector, start));
}
