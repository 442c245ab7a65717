import { KERNEL_BASE64 } from './correlate-kernel-bytes.ts';

const PAGE_BYTES = 65_536;
/** Multiple of the values to which a query is padded. */
const BLOCK = 16;

type Correlate = (...values: number[]) => void;

const { memory, correlate } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(KERNEL_BASE64, 'base64')))
  .exports;

/** A series of frames in the memory of the kernel, which is valid until the next series is loaded. */
export interface LoadedSeries {
  /**
   * Computes the dot products of a query with the series from frame 0 on, from frame 1 on, and so on.
   * Values beyond the end of the series count as zeros. The next call overwrites the result.
   */
  correlate(query: Int16Array, offsets: number): Int32Array;
}

/**
 * Loads a series of frames, to correlate it with queries in WebAssembly SIMD (correlate-kernel.wat).
 * @param length number of values of the series
 * @param width number of values per frame
 * @param longest number of values of the longest query
 * @param fill writes the values of the series
 */
export function loadSeries(
  { length, width, longest }: { readonly length: number; readonly width: number; readonly longest: number },
  fill: (values: Int16Array) => void,
): LoadedSeries {
  if (!(memory instanceof WebAssembly.Memory) || !isCorrelate(correlate)) {
    throw new Error('correlate-kernel.wat has other exports');
  }
  const padded = Math.ceil(longest / BLOCK) * BLOCK;
  const seriesAt = padded * 2;
  const outAt = seriesAt + Math.ceil((length + padded + width) / BLOCK) * BLOCK * 2;
  const missing = outAt + Math.ceil(length / width + 1) * 4 - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
  const { buffer } = memory;
  new Int16Array(buffer, seriesAt + length * 2, padded).fill(0);
  fill(new Int16Array(buffer, seriesAt, length));
  return {
    correlate(query, offsets) {
      const values = new Int16Array(buffer, 0, Math.ceil(query.length / BLOCK) * BLOCK);
      values.set(query);
      values.fill(0, query.length);
      correlate(0, values.byteLength, seriesAt, width * 2, offsets, outAt);
      return new Int32Array(buffer, outAt, offsets);
    },
  };
}

function isCorrelate(value: unknown): value is Correlate {
  return typeof value === 'function';
}
