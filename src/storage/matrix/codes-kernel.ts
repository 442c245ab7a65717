import { BLOCK_DIMENSIONS, type Query } from '../../engine/embedding.ts';
import { CHUNK_LAYOUT, CODE_BLOCKS, CODES_WIDTH, chunkAt, MAX_BLOCKS, MAX_QUERY } from './codes.ts';
import { KERNEL_BASE64 } from './codes-kernel-bytes.ts';
import { KERNEL_ROWS } from './kernel.ts';

/** Byte offsets of the parts of a slot: the numbers of the query, the blocks of the query, and the results. */
const BLOCKS_AT = CODES_WIDTH * 2;
const SCORES_AT = BLOCKS_AT + MAX_BLOCKS * 12;

/** A query as the kernel takes it: 16-bit numbers, and for each block its bytes, its scale and its norm. */
export interface CodeQuery {
  readonly bytes: Uint8Array;
}

/** Estimates of the scores of 64 rows, over CLAP and over the acoustic blocks, with bounds on their errors. */
export interface CodeScores {
  readonly clap: Float32Array;
  readonly acoustic: Float32Array;
  readonly clapError: Float32Array;
  readonly acousticError: Float32Array;
}

/** Estimates the scores of rows of codes, with WebAssembly SIMD (codes-kernel.wat). */
export interface CodesKernel {
  setQuery(query: CodeQuery): void;
  /** Returns the estimates for the rows of a chunk. The next call overwrites them. */
  score(chunk: number): CodeScores;
}

const module = new WebAssembly.Module(Buffer.from(KERNEL_BASE64, 'base64'));

/** Creates a kernel on a memory of codes. @param at address of a slot that the caller has (`takeSlot`) */
export function createCodesKernel(memory: WebAssembly.Memory, at: number): CodesKernel {
  const { width, score } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  if (!(width instanceof WebAssembly.Global) || width.value !== CODES_WIDTH || !isScore(score))
    throw new Error('codes-kernel.wat has another width of rows');
  const query = new Uint8Array(memory.buffer, at, SCORES_AT);
  const array = (place: number) =>
    new Float32Array(memory.buffer, at + SCORES_AT + place * KERNEL_ROWS * 4, KERNEL_ROWS);
  const scores = { clap: array(0), acoustic: array(1), clapError: array(2), acousticError: array(3) };
  return {
    setQuery: ({ bytes }) => query.set(bytes),
    score(chunk) {
      const rows = chunkAt(chunk);
      score(rows, rows + CHUNK_LAYOUT.scales, at, at + BLOCKS_AT, at + SCORES_AT);
      return scores;
    },
  };
}

/** Rounds a query to 16-bit numbers. */
export function toCodeQuery(vector: Query['vector']): CodeQuery {
  const bytes = new Uint8Array(SCORES_AT);
  const numbers = new Int16Array(bytes.buffer, 0, CODES_WIDTH);
  const widths = new Uint32Array(bytes.buffer, BLOCKS_AT, MAX_BLOCKS);
  const scales = new Float32Array(bytes.buffer, BLOCKS_AT + MAX_BLOCKS * 4, MAX_BLOCKS);
  const norms = new Float32Array(bytes.buffer, BLOCKS_AT + MAX_BLOCKS * 8, MAX_BLOCKS);
  for (const [block, { from, dimensions, at, width }] of CODE_BLOCKS.entries()) {
    const values = vector.subarray(from, from + dimensions);
    const max = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    const scale = Math.fround(max / MAX_QUERY);
    widths[block] = width;
    scales[block] = scale;
    // Rounded up, because it bounds errors.
    norms[block] = 1.000_001 * Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
    if (scale > 0)
      for (const [index, value] of values.entries())
        numbers[at + index] = Math.max(-MAX_QUERY, Math.min(MAX_QUERY, Math.round(value / scale)));
  }
  return { bytes };
}

type Score = (rows: number, scales: number, query: number, blocks: number, out: number) => void;

function isScore(value: unknown): value is Score {
  return typeof value === 'function';
}

if (CODE_BLOCKS[0]?.dimensions !== BLOCK_DIMENSIONS.clap) throw new Error('the first block is not that of CLAP');
