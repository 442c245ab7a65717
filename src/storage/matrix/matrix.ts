import { PACKED_DIMENSIONS, type Query } from '../../engine/embedding.ts';
import { KERNEL_ROWS, ROW_LENGTH } from './kernel.ts';

/** Number of 16-bit values in one of the two halves of a chunk. */
const CHUNK_LENGTH = KERNEL_ROWS * ROW_LENGTH;
/** The constants of the 32-bit FNV-1a hash. */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** The engine version and CLAP model that computed a row. Rows with equal stamps can be compared. */
export interface Stamp {
  readonly version: string;
  readonly clapModel: string | null;
}

/**
 * 64 rows of a matrix. Each float is split into two 16-bit halves, from which its 32 bits can be restored.
 * A scan reads only `upper`, the upper 16 bits rounded to nearest (bfloat16). `lower` is the signed rest.
 */
export interface Chunk<Item> {
  readonly upper: Uint16Array;
  readonly lower: Int16Array;
  /** For each row, the maximum error of a dot product that uses only `upper`, for a query with a norm of 1. */
  readonly slack: Float32Array;
  /** For each row, the index of its stamp (engine version and CLAP model). */
  readonly stamps: Uint16Array;
  /** Item of each row; undefined if the row is free. */
  readonly items: (Item | undefined)[];
  /** For each row, a number that no other vector of the matrix has or had; 0 if the row is free. */
  readonly serials: Uint32Array;
  /** For each row, a hash of its content. Equal vectors have equal hashes. */
  readonly hashes: Uint32Array;
}

/** Packed vectors, one per row, in chunks that never move: adding or removing a row copies no other row. */
export interface Matrix<Item> {
  readonly size: number;
  /** Number of bytes of memory of all rows, including free rows. */
  readonly bytes: number;
  readonly chunks: readonly Chunk<Item>[];
  /** A number that changes whenever a vector is added or removed. */
  readonly revision: number;
  readonly stamps: readonly Stamp[];
  /** Copies a packed vector to a free row, and returns the number of the row. */
  add(packed: Float32Array, stamp: Stamp, item: Item): number;
  remove(row: number): void;
  replaceItem(row: number, item: Item): void;
  /** Returns the packed vector of a row, bit for bit as it was added. */
  read(row: number): Float32Array;
}

export function createMatrix<Item>(): Matrix<Item> {
  const chunks: Chunk<Item>[] = [];
  const stamps: Stamp[] = [];
  const free: number[] = [];
  let size = 0;
  let nextSerial = 1;
  let revision = 0;

  const locate = (row: number) => {
    const chunk = chunks[Math.floor(row / KERNEL_ROWS)];
    const place = row % KERNEL_ROWS;
    if (chunk?.items[place] === undefined) throw new RangeError(`row ${row} is not in use`);
    return { chunk, place };
  };
  const stampIndex = ({ version, clapModel }: Stamp) => {
    const known = stamps.findIndex((stamp) => stamp.version === version && stamp.clapModel === clapModel);
    return known === -1 ? stamps.push({ version, clapModel }) - 1 : known;
  };

  return {
    get size() {
      return size;
    },
    get revision() {
      return revision;
    },
    get bytes() {
      return chunks.length * KERNEL_ROWS * (ROW_LENGTH * 4 + 4 + 2 + 4 + 4);
    },
    chunks,
    stamps,
    add(packed, stamp, item) {
      if (packed.length !== PACKED_DIMENSIONS) throw new RangeError(`a packed vector has ${PACKED_DIMENSIONS} numbers`);
      if (free.length === 0) {
        const first = chunks.length * KERNEL_ROWS;
        chunks.push(emptyChunk());
        for (let place = KERNEL_ROWS - 1; place >= 0; place--) free.push(first + place);
      }
      const row = free.pop() ?? 0;
      const place = row % KERNEL_ROWS;
      const chunk = chunks[Math.floor(row / KERNEL_ROWS)];
      if (!chunk) throw new RangeError(`row ${row} has no chunk`);
      chunk.slack[place] = split(packed, chunk, place);
      chunk.stamps[place] = stampIndex(stamp);
      chunk.items[place] = item;
      chunk.serials[place] = nextSerial++;
      chunk.hashes[place] = hashOf(chunk, place);
      size++;
      revision++;
      return row;
    },
    remove(row) {
      const { chunk, place } = locate(row);
      chunk.items[place] = undefined;
      chunk.serials[place] = 0;
      free.push(row);
      size--;
      revision++;
    },
    replaceItem(row, item) {
      const { chunk, place } = locate(row);
      chunk.items[place] = item;
    },
    read(row) {
      const { chunk, place } = locate(row);
      return readRow(chunk, place);
    },
  };
}

/** Returns whether scores of rows with a stamp include the CLAP block; undefined if the query cannot be compared. */
export function scoredWhole({ version, clapModel }: Stamp, query: Omit<Query, 'vector'>): boolean | undefined {
  if (version !== query.version) return undefined;
  if (clapModel !== null && clapModel === query.clapModel) return true;
  // If CLAP has all the weight, a row without a comparable CLAP block has nothing left to score.
  return query.shares.clap < 1 ? false : undefined;
}

const joined = new Float32Array(PACKED_DIMENSIONS);
const joinedBits = new Int32Array(joined.buffer);

/** Returns the packed vector at one place of a chunk, in a new array. */
function readRow(chunk: Pick<Chunk<unknown>, 'upper' | 'lower'>, place: number): Float32Array {
  joinRow(chunk, place);
  return joined.slice();
}

/** Returns the packed vector at one place of a chunk, in an array that the next call overwrites. */
export function joinRow({ upper, lower }: Pick<Chunk<unknown>, 'upper' | 'lower'>, place: number): Float32Array {
  const start = place * ROW_LENGTH;
  for (let index = 0; index < PACKED_DIMENSIONS; index++)
    joinedBits[index] = ((upper[start + index] ?? 0) << 16) + (lower[start + index] ?? 0);
  return joined;
}

const splitFloats = new Float32Array(PACKED_DIMENSIONS);
const splitBits = new Int32Array(splitFloats.buffer);

/** Writes the two halves of a vector to a chunk, and returns the vector's slack (see {@link Chunk}). */
function split(packed: Float32Array, { upper, lower }: Chunk<unknown>, place: number): number {
  const start = place * ROW_LENGTH;
  splitFloats.set(packed);
  let lengthSquared = 0;
  for (let index = 0; index < PACKED_DIMENSIONS; index++) {
    const bits = splitBits[index] ?? 0;
    const half = (bits + 0x8000) >>> 16;
    upper[start + index] = half;
    lower[start + index] = bits - (half << 16);
    splitBits[index] = half << 16;
    lengthSquared += (splitFloats[index] ?? 0) ** 2;
  }
  let missedSquared = 0;
  for (let index = 0; index < PACKED_DIMENSIONS; index++)
    missedSquared += ((packed[index] ?? 0) - (splitFloats[index] ?? 0)) ** 2;
  // By Cauchy-Schwarz, the first term bounds the error of rounding to halves. The second term bounds the error of
  // summing in single precision, n * 2^-24 * |query| * |row|. The factor allows for the rounding of this bound itself.
  return 1.001 * (Math.sqrt(missedSquared) + PACKED_DIMENSIONS * 2 ** -24 * Math.sqrt(lengthSquared));
}

/** Returns the FNV-1a hash of the upper halves of a row. */
function hashOf({ upper }: Pick<Chunk<unknown>, 'upper'>, place: number): number {
  let hash = FNV_OFFSET;
  const start = place * ROW_LENGTH;
  for (let index = start; index < start + ROW_LENGTH; index++) hash = Math.imul(hash ^ (upper[index] ?? 0), FNV_PRIME);
  return hash >>> 0;
}

function emptyChunk<Item>(): Chunk<Item> {
  return {
    upper: new Uint16Array(CHUNK_LENGTH),
    lower: new Int16Array(CHUNK_LENGTH),
    slack: new Float32Array(KERNEL_ROWS),
    stamps: new Uint16Array(KERNEL_ROWS),
    items: new Array<Item | undefined>(KERNEL_ROWS).fill(undefined),
    serials: new Uint32Array(KERNEL_ROWS),
    hashes: new Uint32Array(KERNEL_ROWS),
  };
}
