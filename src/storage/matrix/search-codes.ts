import { availableParallelism } from 'node:os';
import type { Query } from '../../engine/embedding.ts';
import { createPool, type Pool } from '../../engine/workers/pool.ts';
import { siblingModule } from '../../engine/workers/sibling-module.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import { toCodeQuery } from './codes-kernel.ts';
import { KERNEL_ROWS } from './kernel.ts';
import { type LargeMatrix, scoredWhole } from './matrix.ts';
import type { Match, MatrixSearch } from './matrix-search.ts';
import { createPercentiles } from './percentiles.ts';
import type { Scan, Scanned, ScannedRow } from './scan-rows.ts';
import { createTopK } from './top-k.ts';

/** Maximum number of threads: more do not read the memory of a machine faster. */
const MAX_THREADS = 8;
/** Time after which an idle thread ends, and after which a search that does not end is a bug, in milliseconds. */
const IDLE_MS = 60_000;
/** Number of rows after which the filter looks at the time. */
const ROWS_PER_PAUSE = 256;
/** Milliseconds of filtering after which the thread does other work. */
const SLICE_MS = 5;
/** Number of scans after which rows that were replaced meanwhile are left out, instead of scanning again. */
const MAX_TRIES = 5;

const THREADS = Math.min(availableParallelism(), MAX_THREADS);
let pool: Pool<Scan, Scanned> | undefined;

/** Returns the threads of all searches, which start with the first one and end a minute after the last. */
function threads(): Pool<Scan, Scanned> {
  pool ??= createPool({
    module: siblingModule(import.meta.url, 'scan.worker'),
    name: 'scan',
    threads: THREADS,
    maxWaiting: Number.POSITIVE_INFINITY,
    timeoutMs: IDLE_MS,
    idleMs: IDLE_MS,
  });
  return pool;
}

/** Finds the best rows of a large matrix in worker threads, exactly as `searchMatrix` does. */
export async function searchCodes<Item>(
  matrix: LargeMatrix<Item>,
  query: Query,
  options: MatrixSearch<Item>,
): Promise<Match<Item>[]> {
  const { top, order, filter, minScore = Number.NEGATIVE_INFINITY, scales, withPercentiles = false } = options;
  await matrix.encodeAll();
  const mask = filter && (await maskOf(matrix, filter));
  const shared = new SharedArrayBuffer(4);
  const scan: Scan = {
    ...{ memory: matrix.codes.memory, rows: matrix.rowSource, chunks: matrix.chunks.length },
    next: new Int32Array(shared),
    ...{ query: toCodeQuery(query.vector), vector: query.vector, rest: 1 - query.shares.clap },
    wholes: matrix.stamps.map((stamp) => scoredWhole(stamp, query)),
    ...{ top, minScore, mask, scales: scales?.shared, withPercentiles },
  };
  for (let tries = 1; ; tries++) {
    Atomics.store(scan.next, 0, 0);
    const scanned = await Promise.all(Array.from({ length: THREADS }, () => threads().run(scan)));
    const { matches, isCurrent } = bestOf(matrix, scanned, top, order);
    if (!isCurrent && tries < MAX_TRIES) continue;
    const percentiles = withPercentiles ? createPercentiles(scanned.flatMap(({ counts }) => counts ?? [])) : undefined;
    return matches.map(({ estimate, ...match }) => ({ ...match, percentile: percentiles?.of(estimate) }));
  }
}

/** Returns the best of the rows that the threads have found, and whether none of them was replaced or removed since. */
function bestOf<Item>(
  matrix: LargeMatrix<Item>,
  scanned: readonly Scanned[],
  top: number,
  order: (item: Item) => number,
) {
  const best = createTopK<Match<Item> & Pick<ScannedRow, 'estimate'>>(top);
  let isCurrent = true;
  for (const { found } of scanned)
    for (const { row, serial, score, key, estimate } of found) {
      const chunk = matrix.chunks[Math.floor(row / KERNEL_ROWS)];
      const item = chunk?.items[row % KERNEL_ROWS];
      if (item !== undefined && chunk?.serials[row % KERNEL_ROWS] === serial)
        best.add({ key, score, estimate, order: order(item), item });
      else isCurrent = false;
    }
  return { matches: best.sorted(), isCurrent };
}

/** Returns for each row whether the filter accepts it, in shared memory. */
async function maskOf<Item>({ chunks }: LargeMatrix<Item>, filter: (item: Item) => boolean): Promise<Uint8Array> {
  const mask = new Uint8Array(new SharedArrayBuffer(chunks.length * KERNEL_ROWS));
  let sliceEnd = 0;
  for (const [number, chunk] of chunks.entries()) {
    if ((number * KERNEL_ROWS) % ROWS_PER_PAUSE === 0 && performance.now() >= sliceEnd) {
      await yieldToEventLoop();
      sliceEnd = performance.now() + SLICE_MS;
    }
    for (const [place, item] of chunk.items.entries())
      if (item !== undefined && filter(item)) mask[number * KERNEL_ROWS + place] = 1;
  }
  return mask;
}
