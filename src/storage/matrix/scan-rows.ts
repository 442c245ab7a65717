import { BLOCK_DIMENSIONS } from '../../engine/embedding.ts';
import { CHUNK_LAYOUT, chunkAt, takeSlot } from './codes.ts';
import { type CodeQuery, type CodesKernel, createCodesKernel } from './codes-kernel.ts';
import { dot, keyOf } from './exact-score.ts';
import { KERNEL_ROWS } from './kernel.ts';
import { BINS, binOf } from './percentiles.ts';
import { type RowSource, readFileRow } from './row-file.ts';
import { createTopK, type Ranked } from './top-k.ts';

/** Number of chunks that a thread takes at a time. */
const CHUNKS_PER_TURN = 16;
/** Number of candidates after which those below the threshold are dropped. */
const MAX_CANDIDATES = 4096;

/** What the threads of one search share. Large arrays are in shared memory. */
export interface Scan {
  readonly memory: WebAssembly.Memory;
  readonly rows: RowSource;
  /** Number of chunks, and the number of the next chunk that no thread has taken. */
  readonly chunks: number;
  readonly next: Int32Array;
  readonly query: CodeQuery;
  readonly vector: Float32Array;
  /** Share of the acoustic blocks in the score. */
  readonly rest: number;
  /** By stamp, whether to include the CLAP block in the scores of its rows; undefined to skip the rows. */
  readonly wholes: readonly (boolean | undefined)[];
  readonly top: number;
  readonly minScore: number;
  /** By row, 1 if the filter accepts the row. Without a mask, all rows are accepted. */
  readonly mask: Uint8Array | undefined;
  /** By row, the local scale and the serial that it belongs to. */
  readonly scales: { readonly serials: Uint32Array; readonly values: Float32Array } | undefined;
  readonly withPercentiles: boolean;
}

/** A row that may be among the best, with its exact score. */
export interface ScannedRow {
  readonly row: number;
  readonly serial: number;
  readonly score: number;
  readonly key: number;
  readonly estimate: number;
}

export interface Scanned {
  /** All rows with a key of at least that of the best `top` rows of this thread, in no order. */
  readonly found: readonly ScannedRow[];
  /** Number of rows by the bin of their estimate. */
  readonly counts: Uint32Array | undefined;
}

interface Candidate {
  readonly row: number;
  readonly serial: number;
  readonly whole: boolean;
  readonly estimate: number;
  readonly scale: number | undefined;
  /** The largest key that the row can have. */
  readonly bound: number;
}

/**
 * Finds the best of the rows that no other thread takes. First, each row gets an interval for its score from its codes.
 * A row is left out if `top` rows have a lower end above its upper end. Then the remaining rows are scored exactly.
 */
export function scanRows(scan: Scan): Scanned {
  const counts = scan.withPercentiles ? new Uint32Array(BINS) : undefined;
  const candidates = estimateRows(scan, counts).sort((a, b) => b.bound - a.bound);
  const words = new Uint32Array(scan.memory.buffer);
  const best = createTopK<Ranked>(scan.top);
  const found: ScannedRow[] = [];
  for (const { row, serial, whole, estimate, scale, bound } of candidates) {
    if (bound < best.threshold) break;
    const vector = readFileRow(scan.rows, row);
    const score = whole ? dot(scan.vector, vector, 0) : dot(scan.vector, vector, BLOCK_DIMENSIONS.clap) / scan.rest;
    const key = keyOf(score, scale);
    if (score < scan.minScore || key < best.threshold) continue;
    // A row that was replaced meanwhile is no longer the row that was estimated.
    if (Atomics.load(words, serialAt(row)) !== serial) continue;
    best.add({ key, order: 0 });
    found.push({ row, serial, score, key, estimate });
  }
  return { found: found.filter(({ key }) => key >= best.threshold), counts };
}

/** Returns the rows that may be among the best, and counts the estimates of all rows. */
function estimateRows(scan: Scan, counts: Uint32Array | undefined): Candidate[] {
  const slot = takeSlot(scan.memory);
  try {
    return estimateIn(scan, counts, createCodesKernel(scan.memory, slot.at));
  } finally {
    slot.release();
  }
}

function estimateIn(scan: Scan, counts: Uint32Array | undefined, kernel: CodesKernel): Candidate[] {
  const { memory, chunks, next, rest, wholes, minScore, mask, scales } = scan;
  kernel.setQuery(scan.query);
  const words = new Uint32Array(memory.buffer);
  const halves = new Uint16Array(memory.buffer);
  const lower = createTopK<Ranked>(scan.top);
  let threshold = Number.NEGATIVE_INFINITY;
  let candidates: Candidate[] = [];
  for (;;) {
    const first = Atomics.add(next, 0, CHUNKS_PER_TURN);
    if (first >= chunks) return candidates.filter(({ bound }) => bound >= threshold);
    for (let chunk = first; chunk < Math.min(chunks, first + CHUNKS_PER_TURN); chunk++) {
      const { clap, acoustic, clapError, acousticError } = kernel.score(chunk);
      const serialsAt = (chunkAt(chunk) + CHUNK_LAYOUT.serials) / 4;
      const stampsAt = (chunkAt(chunk) + CHUNK_LAYOUT.stamps) / 2;
      for (let place = 0; place < KERNEL_ROWS; place++) {
        const whole = wholes[halves[stampsAt + place] ?? 0];
        if (whole === undefined) continue;
        const ofAcoustic = acoustic[place] ?? 0;
        const ofAcousticError = acousticError[place] ?? 0;
        const estimate = whole ? (clap[place] ?? 0) + ofAcoustic : ofAcoustic / rest;
        const error = whole ? (clapError[place] ?? 0) + ofAcousticError : ofAcousticError / rest;
        const serial = words[serialsAt + place] ?? 0;
        if (counts && serial !== 0) {
          const bin = binOf(estimate);
          counts[bin] = (counts[bin] ?? 0) + 1;
        }
        const row = chunk * KERNEL_ROWS + place;
        const scale = scales && (scales.serials[row] === serial ? (scales.values[row] ?? 1) : 1);
        const bound = keyOf(estimate + error, scale);
        if (bound < threshold || serial === 0 || estimate + error < minScore || (mask && mask[row] !== 1)) continue;
        candidates.push({ row, serial, whole, estimate, scale, bound });
        if (estimate - error < minScore) continue;
        lower.add({ key: keyOf(estimate - error, scale), order: row });
        threshold = lower.threshold;
      }
      if (candidates.length > MAX_CANDIDATES) candidates = candidates.filter(({ bound }) => bound >= threshold);
    }
  }
}

/** Returns the index of a row's serial among the 32-bit words of the memory. */
function serialAt(row: number): number {
  return (chunkAt(Math.floor(row / KERNEL_ROWS)) + CHUNK_LAYOUT.serials) / 4 + (row % KERNEL_ROWS);
}
