import { BLOCK_DIMENSIONS, BLOCK_NAMES, BLOCK_OFFSETS } from '../../engine/embedding.ts';
import { KERNEL_ROWS } from './kernel.ts';

/** The blocks of a vector as codes: each block is padded with zeros to a multiple of 16 codes. */
export const CODE_BLOCKS = BLOCK_NAMES.map((name, index) => {
  const padded = (dimensions: number) => Math.ceil(dimensions / 16) * 16;
  const before = BLOCK_NAMES.slice(0, index).reduce((sum, other) => sum + padded(BLOCK_DIMENSIONS[other]), 0);
  const dimensions = BLOCK_DIMENSIONS[name];
  return { from: BLOCK_OFFSETS[name], dimensions, at: before, width: padded(dimensions) };
});
/** Number of codes in a row, and of bytes. */
export const CODES_WIDTH = CODE_BLOCKS.reduce((sum, { width }) => sum + width, 0);
/** Maximum number of blocks, for which the kernel has space. */
export const MAX_BLOCKS = 8;
/** Largest code of a row, and largest number of a query. Their products over a whole block are below 2^31. */
const MAX_CODE = 127;
export const MAX_QUERY = 32_767;

/** Bytes of a slot, in which a thread has its query and its results. The slots are at the beginning of the memory. */
const SLOT_BYTES = 4096;
/** Number of slots, more than the threads that use a memory at once. */
const SLOTS = 64;
/** Byte offsets of the parts of a chunk of 64 rows. */
export const CHUNK_LAYOUT = (() => {
  const scales = KERNEL_ROWS * CODES_WIDTH;
  const serials = scales + KERNEL_ROWS * MAX_BLOCKS * 8;
  const stamps = serials + KERNEL_ROWS * 4;
  return { scales, serials, stamps, bytes: stamps + KERNEL_ROWS * 2 };
})();
const PAGE = 65_536;
const MAX_PAGES = 32_768;

/**
 * Rows of 8-bit codes in shared memory, from which threads estimate scores. Each number of a block is stored as a code
 * times a scale of the block, and each block of a row has a bound on the error of its dot products.
 */
export interface Codes {
  readonly memory: WebAssembly.Memory;
  readonly bytes: number;
  /** Makes space for a number of chunks. */
  reserve(chunks: number): void;
  /** Writes a row. Threads skip the row while it is written. */
  write(row: number, packed: Float32Array, stamp: number, serial: number): void;
  /** Makes threads skip a row. */
  clear(row: number): void;
}

/** Creates a memory without rows. It has space for 1.5 million rows at most. */
export function createCodes(): Codes {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES, shared: true });
  let views = viewsOf(memory);
  return {
    memory,
    get bytes() {
      return memory.buffer.byteLength;
    },
    reserve(chunks) {
      const missing = Math.ceil(chunkAt(chunks) / PAGE) - memory.buffer.byteLength / PAGE;
      if (missing <= 0) return;
      memory.grow(missing);
      views = viewsOf(memory);
    },
    write(row, packed, stamp, serial) {
      const place = row % KERNEL_ROWS;
      const at = chunkAt(Math.floor(row / KERNEL_ROWS));
      const serialAt = (at + CHUNK_LAYOUT.serials) / 4 + place;
      Atomics.store(views.words, serialAt, 0);
      encode(packed, views, at, place);
      views.halves[(at + CHUNK_LAYOUT.stamps) / 2 + place] = stamp;
      Atomics.store(views.words, serialAt, serial);
    },
    clear(row) {
      const at = chunkAt(Math.floor(row / KERNEL_ROWS)) + CHUNK_LAYOUT.serials;
      Atomics.store(views.words, at / 4 + (row % KERNEL_ROWS), 0);
    },
  };
}

/** Returns the address of a chunk. */
export function chunkAt(chunk: number): number {
  return SLOTS * SLOT_BYTES + chunk * CHUNK_LAYOUT.bytes;
}

/** Returns the address of a slot that no other thread uses until it is released. */
export function takeSlot({ buffer }: WebAssembly.Memory): { readonly at: number; readonly release: () => void } {
  const words = new Int32Array(buffer);
  // The last word of a slot is 1 while the slot is in use.
  const lockOf = (slot: number) => ((slot + 1) * SLOT_BYTES) / 4 - 1;
  const slot = Array.from({ length: SLOTS }, (_, each) => each).find(
    (each) => Atomics.compareExchange(words, lockOf(each), 0, 1) === 0,
  );
  if (slot === undefined) throw new Error('too many threads use a memory of codes');
  return { at: slot * SLOT_BYTES, release: () => void Atomics.store(words, lockOf(slot), 0) };
}

function viewsOf({ buffer }: WebAssembly.Memory) {
  return {
    codes: new Int8Array(buffer),
    floats: new Float32Array(buffer),
    words: new Uint32Array(buffer),
    halves: new Uint16Array(buffer),
  };
}

/** Writes the codes of a row, and for each block its scale and the bound on its error for a query of norm 1. */
function encode(packed: Float32Array, views: ReturnType<typeof viewsOf>, chunk: number, place: number): void {
  const { codes, floats } = views;
  // Four rows are a group, in which 16 codes of each row follow each other. The kernel reads them in this order.
  const first = chunk + (place & ~3) * CODES_WIDTH + (place & 3) * 16;
  // The scales of each block of a group are beside each other, and then the errors.
  const group = (chunk + CHUNK_LAYOUT.scales) / 4 + Math.floor(place / 4) * MAX_BLOCKS * 8 + (place % 4);
  for (let block = 0; block < CODE_BLOCKS.length; block++) {
    const { from, dimensions, at } = CODE_BLOCKS[block] ?? { from: 0, dimensions: 0, at: 0 };
    let max = 0;
    for (let index = from; index < from + dimensions; index++) max = Math.max(max, Math.abs(packed[index] ?? 0));
    const scale = Math.fround(max / MAX_CODE);
    const inverse = scale > 0 ? 1 / scale : 0;
    let [missed, kept] = [0, 0];
    for (let index = 0; index < dimensions; index++) {
      const value = packed[from + index] ?? 0;
      // Rounds to the nearest, like Math.round, which takes twice as long. The scale keeps codes within 8 bits.
      const code = (value * inverse + (value < 0 ? -0.5 : 0.5)) | 0;
      const coded = code * scale;
      const column = at + index;
      codes[first + (column & ~15) * 4 + (column & 15)] = code;
      missed += (value - coded) * (value - coded);
      kept += coded * coded;
    }
    floats[group + 4 * block] = scale;
    floats[group + 4 * (MAX_BLOCKS + block)] = errorBound(Math.sqrt(missed), Math.sqrt(kept), dimensions);
  }
}

/**
 * Returns a bound on the error of a block's estimate, for a query of norm 1. By Cauchy-Schwarz, the codes miss at most
 * the norm of what they leave out. The query is rounded to 1/32,767 of its largest number, so it misses at most half of
 * that in each dimension. The last term bounds the rounding of the sum, and the factors that of this bound.
 */
function errorBound(missed: number, kept: number, dimensions: number): number {
  const ofQuery = (1.01 * Math.sqrt(dimensions)) / (2 * MAX_QUERY);
  return 1.001 * (missed + (ofQuery + 2 ** -19) * kept);
}
