import { BLOCK_DIMENSIONS, PACKED_DIMENSIONS } from '../../engine/embedding.ts';
import { KERNEL_BASE64 } from './kernel-bytes.ts';

/** Number of rows per kernel call and per chunk of a matrix. Even, because the kernel takes two rows at once. */
export const KERNEL_ROWS = 64;

/** Number of values in a row of the kernel: the dimensions of a vector, padded with zeros to a multiple of eight. */
export const ROW_LENGTH = Math.ceil(PACKED_DIMENSIONS / 8) * 8;

const ROW_BYTES = ROW_LENGTH * 2;
/** Number of bytes of the CLAP block, which is summed separately and has a multiple of eight numbers. */
const CLAP_BYTES = BLOCK_DIMENSIONS.clap * 2;
const QUERY_AT = 0;
const SUMS_AT = ROW_LENGTH * 4;
const ROWS_AT = SUMS_AT + KERNEL_ROWS * 8;

type Dots = (rows: number, count: number, width: number, split: number, query: number, sums: number) => void;

/**
 * Scores rows by the upper halves of their floats, with WebAssembly SIMD (kernel.wat).
 * Rows are copied to a small memory that stays in the processor's cache. The matrix itself is in ordinary arrays.
 */
export interface Kernel {
  /** Sets the query, a packed vector, for the following calls of {@link Kernel.sums}. */
  setQuery(vector: Float32Array): void;
  /** Returns two dot products per row, over CLAP and over the acoustic blocks. The next call overwrites them. */
  sums(upperHalves: Uint16Array): Float32Array;
}

export function createKernel(): Kernel {
  const module = new WebAssembly.Module(Buffer.from(KERNEL_BASE64, 'base64'));
  const { memory, dots } = new WebAssembly.Instance(module).exports;
  if (!(memory instanceof WebAssembly.Memory) || !isDots(dots)) throw new Error('kernel.wat has other exports');

  const query = new Float32Array(memory.buffer, QUERY_AT, ROW_LENGTH);
  const rows = new Uint16Array(memory.buffer, ROWS_AT, KERNEL_ROWS * ROW_LENGTH);
  const sums = new Float32Array(memory.buffer, SUMS_AT, KERNEL_ROWS * 2);
  return {
    setQuery(vector) {
      // In each group of eight numbers, kernel.wat expects the four at even indices before the four at odd ones.
      for (let index = 0; index < ROW_LENGTH; index++) {
        const place = (index & ~7) + ((index & 1) << 2) + ((index & 7) >> 1);
        query[place] = vector[index] ?? 0;
      }
    },
    sums(upperHalves) {
      rows.set(upperHalves);
      dots(ROWS_AT, KERNEL_ROWS, ROW_BYTES, CLAP_BYTES, QUERY_AT, SUMS_AT);
      return sums;
    },
  };
}

function isDots(value: unknown): value is Dots {
  return typeof value === 'function';
}
