import { BLOCK_NAMES, type Query } from '../../engine/embedding.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import { createEstimator, createScorer, type Scorer } from './estimate-scores.ts';
import { KERNEL_ROWS } from './kernel.ts';
import type { Matrix } from './matrix.ts';
import { pickReferences, type Reference } from './pick-references.ts';

/** Minimum number of comparable rows: the scales of fewer are mostly chance. */
const MIN_SCALED_ROWS = 20;
/** Share of the reference rows whose mean distance is the local scale of a row. */
const NEAREST_SHARE = 0.15;
/** Exponent of the scale: 0 is the plain order, and 1 divides by the whole scale. The reasons are in docs/scoring.md. */
const EXPONENT = 0.75;
/** Limit for the ratio of a scale to the mean, which many copies of one recording would otherwise exceed. */
const MAX_RATIO = 1 / 0.6;
/** Number of rows up to which a search waits for the first scales. Above, it has none until they are computed. */
const MAX_ROWS_TO_WAIT = 20_000;
/** Number of rows up to which a search waits for changed scales. Above, it uses the scales from before the change. */
const MAX_ROWS_TO_WAIT_AGAIN = 2000;
/** Number of weightings whose scales are stored. */
const MAX_WEIGHTINGS = 2;
/** Number of rows after which converting distances to scales looks at the time. */
const ROWS_PER_PAUSE = 1024;
/** Milliseconds of computing after which the thread does other work. */
const SLICE_MS = 3;

/** The local scale of each row: how far its nearest rows are. A *hub*, a row that is near to many others, has a small one. */
export interface LocalScales {
  /** Returns the scale of a row, relative to the mean scale; 1 if it is unknown. */
  scaleOf(row: number, serial: number): number;
  /** The same for threads, in shared memory: by row, its scale and the serial that the scale belongs to. */
  readonly shared: { readonly serials: Uint32Array; readonly values: Float32Array };
}

interface Weighting {
  /** Revision of the matrix that the scales belong to; -1 if they belong to none. */
  revision: number;
  /** Serials of the reference rows that the distances belong to. */
  references: string;
  /** For each row, the serial of the vector that its distance belongs to; 0 if it is unknown. */
  serials: Uint32Array;
  /** For each row, the mean distance (1 - score) to its nearest reference rows. */
  distances: Float32Array;
  /** The scales that searches use; undefined until they are computed for the first time. */
  scales?: LocalScales | undefined;
  update?: Promise<void> | undefined;
}

/**
 * Keeps the local scales of a matrix for the weights of recent queries. The scales are computed in slices: only for new
 * rows, or for all rows if the reference rows have changed.
 *
 * A search ranks by distance / scale ("local scaling", Zelnik-Manor and Perona 2004), so that hubs are no longer in the
 * results of almost every query (Schnitzer et al. 2012). Scales depend on the vectors alone, not
 * on the order in which they were added.
 */
export function createLocalScales(matrix: Matrix<unknown>) {
  const weightings = new Map<string, Weighting>();

  const weightingOf = (query: Query): Weighting => {
    const key = JSON.stringify([query.version, query.clapModel, BLOCK_NAMES.map((name) => query.shares[name])]);
    const weighting = weightings.get(key) ?? emptyWeighting();
    weightings.delete(key);
    weightings.set(key, weighting);
    for (const oldest of weightings.keys()) if (weightings.size > MAX_WEIGHTINGS) weightings.delete(oldest);
    return weighting;
  };

  const refresh = (weighting: Weighting, query: Query) => {
    weighting.update ??= update(matrix, weighting, query).finally(() => {
      weighting.update = undefined;
    });
    return weighting.update;
  };

  return {
    /** Computes the scales for the weights of a query, unless they are up to date. */
    async compute(query: Query): Promise<void> {
      const weighting = weightingOf(query);
      if (weighting.revision !== matrix.revision) await refresh(weighting, query);
    },
    /** Returns the scales for the weights of a query; undefined if there are too few rows, or none computed yet. */
    async of(query: Query): Promise<LocalScales | undefined> {
      const weighting = weightingOf(query);
      if (weighting.revision === matrix.revision) return weighting.scales;
      const refreshed = refresh(weighting, query);
      const maxRows = weighting.scales === undefined ? MAX_ROWS_TO_WAIT : MAX_ROWS_TO_WAIT_AGAIN;
      if (matrix.size <= maxRows) await refreshed;
      // An error is a bug, which the next search would meet again.
      else refreshed.catch(() => undefined);
      return weighting.scales;
    },
  };
}

function emptyWeighting(): Weighting {
  return { revision: -1, references: '', serials: new Uint32Array(0), distances: new Float32Array(0) };
}

async function update(matrix: Matrix<unknown>, weighting: Weighting, query: Query): Promise<void> {
  const pause = createPause();
  const { revision } = matrix;
  const references = await pickReferences(matrix, query.version, pause);
  if (references.length < MIN_SCALED_ROWS) {
    Object.assign(weighting, emptyWeighting(), { revision, scales: undefined });
    return;
  }
  const picked = references.map(({ serial }) => serial).join();
  const isSame = picked === weighting.references;
  const rows = matrix.chunks.length * KERNEL_ROWS;
  const serials = new Uint32Array(new SharedArrayBuffer(rows * 4));
  const distances = new Float32Array(rows);
  if (isSame) {
    serials.set(weighting.serials);
    distances.set(weighting.distances);
  }
  const scorers: Scorer[] = [];
  for (const reference of references) {
    await pause();
    scorers.push(createScorer(reference, query));
  }
  const estimator = createEstimator(matrix);
  // One array for all chunks, because the garbage collector would stop the thread for thousands of arrays.
  const scores = new Float32Array(references.length * KERNEL_ROWS);
  for (const [number, chunk] of matrix.chunks.entries()) {
    await pause();
    const first = number * KERNEL_ROWS;
    const places: number[] = [];
    for (let place = 0; place < KERNEL_ROWS; place++) {
      if (serials[first + place] === chunk.serials[place]) continue;
      // A removed row must not count for the mean distance.
      serials[first + place] = 0;
      if (chunk.serials[place] !== 0) places.push(place);
    }
    if (places.length === 0) continue;
    const before = chunk.serials.slice();
    for (const [index, scorer] of scorers.entries()) {
      await pause();
      estimator.score(scorer, number, scores.subarray(index * KERNEL_ROWS, (index + 1) * KERNEL_ROWS));
    }
    for (const place of places) {
      await pause();
      const serial = before[place] ?? 0;
      serials[first + place] = serial;
      distances[first + place] = nearestDistance(scores, place, references, serial);
    }
  }
  estimator.close();
  const scales = await scalesOf(serials, distances, pause);
  Object.assign(weighting, { revision, references: picked, serials, distances, scales });
}

/**
 * Returns the mean distance of a row to its nearest reference rows, without itself; NaN if none can be compared.
 * @param scores scores of the chunk's rows, for one reference row after the other
 */
function nearestDistance(
  scores: Float32Array,
  place: number,
  references: readonly Reference[],
  serial: number,
): number {
  const own = new Float32Array(references.length);
  let count = 0;
  for (const [index, reference] of references.entries()) {
    const score = scores[index * KERNEL_ROWS + place] ?? Number.NaN;
    if (!Number.isNaN(score) && reference.serial !== serial) own[count++] = score;
  }
  const nearest = own
    .subarray(0, count)
    .sort()
    .subarray(-Math.max(1, Math.round(NEAREST_SHARE * count)));
  return 1 - nearest.reduce((sum, score) => sum + score, 0) / nearest.length;
}

/** Converts distances to scales. */
async function scalesOf(
  serials: Uint32Array,
  distances: Float32Array,
  pause: () => Promise<void>,
): Promise<LocalScales> {
  let [sum, count] = [0, 0];
  for (let row = 0; row < serials.length; row++) {
    if (row % ROWS_PER_PAUSE === 0) await pause();
    const distance = distances[row] ?? Number.NaN;
    if (serials[row] === 0 || Number.isNaN(distance)) continue;
    sum += distance;
    count++;
  }
  const values = new Float32Array(new SharedArrayBuffer(serials.byteLength));
  for (let row = 0; row < serials.length; row++) {
    if (row % ROWS_PER_PAUSE === 0) await pause();
    const ratio = Math.min(MAX_RATIO, Math.max(1 / MAX_RATIO, ((distances[row] ?? 0) * count) / sum));
    values[row] = Number.isNaN(ratio) ? 1 : ratio ** EXPONENT;
  }
  return {
    scaleOf: (row, serial) => (serials[row] === serial ? (values[row] ?? 1) : 1),
    shared: { serials, values },
  };
}

/** Returns a function that lets the thread do other work if it has computed for {@link SLICE_MS}. */
function createPause(): () => Promise<void> {
  let sliceEnd = 0;
  return async () => {
    if (performance.now() < sliceEnd) return;
    await yieldToEventLoop();
    sliceEnd = performance.now() + SLICE_MS;
  };
}
