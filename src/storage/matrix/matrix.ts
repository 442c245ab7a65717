import { PACKED_DIMENSIONS, type Query } from '../../engine/embedding.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import { type Codes, createCodes } from './codes.ts';
import { createHalves, type Halves, hashRow, joinRow, splitRow } from './halves.ts';
import { KERNEL_ROWS, ROW_LENGTH } from './kernel.ts';
import { createRowFile, type RowFile, type RowSource, readFileRow } from './row-file.ts';

/** Number of rows above which a matrix is large. Fewer are searched in 10 ms without threads. */
const LARGE_ROWS = 32_768;
/** Milliseconds of encoding rows after which the thread does other work. */
const SLICE_MS = 5;

/** The engine version and CLAP model that computed a row. Rows with equal stamps can be compared. */
export interface Stamp {
  readonly version: string;
  readonly clapModel: string | null;
}

/** 64 rows of a matrix. */
export interface Chunk<Item> {
  /** The vectors; undefined if they are codes in shared memory and floats in a file. */
  halves: Halves | undefined;
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

/**
 * Packed vectors, one per row, in chunks that never move: adding or removing a row copies no other row. Once a matrix is
 * large, it stays so: its rows are 8-bit codes in shared memory, for threads, and exact floats in a file.
 */
export interface Matrix<Item> {
  /** The codes of a large matrix. */
  readonly codes: Codes | undefined;
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

/** A matrix whose rows are codes. */
export interface LargeMatrix<Item> extends Matrix<Item> {
  readonly codes: Codes;
  /** Where threads find the exact floats. */
  readonly rowSource: RowSource;
  /** Encodes the rows that were added before the matrix was large. */
  encodeAll(): Promise<void>;
}

export function isLarge<Item>(matrix: Matrix<Item>): matrix is LargeMatrix<Item> {
  return matrix.codes !== undefined;
}

/** Creates a matrix without rows. @param largeRows number of rows above which it is large */
export function createMatrix<Item>({ largeRows = LARGE_ROWS } = {}): Matrix<Item> {
  const chunks: Chunk<Item>[] = [];
  const scratch = createHalves(1);
  let large: { readonly codes: Codes; readonly file: RowFile } | undefined;
  /** Number of chunks whose rows are codes, from the first on. */
  let encoded = 0;
  let encoding: Promise<void> | undefined;
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

  /** Writes a vector, and returns its slack and its hash. */
  const write = (chunk: Chunk<Item>, row: number, packed: Float32Array): { slack: number; hash: number } => {
    const place = row % KERNEL_ROWS;
    if (chunk.halves) return { slack: splitRow(packed, chunk.halves, place), hash: hashRow(chunk.halves, place) };
    large?.file.write(row, packed);
    large?.codes.write(row, packed, chunk.stamps[place] ?? 0, chunk.serials[place] ?? 0);
    return { slack: splitRow(packed, scratch, 0), hash: hashRow(scratch, 0) };
  };
  const encode = async () => {
    let sliceEnd = 0;
    for (; encoded < chunks.length; encoded++) {
      const chunk = chunks[encoded];
      if (!chunk?.halves) continue;
      if (performance.now() >= sliceEnd) {
        await yieldToEventLoop();
        sliceEnd = performance.now() + SLICE_MS;
      }
      const { halves } = chunk;
      chunk.halves = undefined;
      for (let place = 0; place < KERNEL_ROWS; place++)
        if (chunk.serials[place] !== 0) write(chunk, encoded * KERNEL_ROWS + place, joinRow(halves, place));
    }
  };
  const read = (row: number) => {
    const { chunk, place } = locate(row);
    if (chunk.halves) return joinRow(chunk.halves, place).slice();
    return large ? readFileRow(large.file, row).slice() : new Float32Array(PACKED_DIMENSIONS);
  };

  const matrix: Matrix<Item> & Omit<LargeMatrix<Item>, 'codes'> = {
    get codes() {
      return large?.codes;
    },
    get rowSource() {
      return { descriptor: large?.file.descriptor ?? -1, kept: large?.file.kept ?? new Map() };
    },
    encodeAll() {
      encoding ??= encode().finally(() => {
        encoding = undefined;
      });
      return encoding;
    },
    get size() {
      return size;
    },
    get revision() {
      return revision;
    },
    get bytes() {
      const inMemory = chunks.length - encoded;
      const ofHalves = (large ? inMemory : chunks.length) * KERNEL_ROWS * ROW_LENGTH * 4;
      return ofHalves + chunks.length * KERNEL_ROWS * (4 + 2 + 4 + 4) + (large?.codes.bytes ?? 0);
    },
    chunks,
    stamps,
    add(packed, stamp, item) {
      if (packed.length !== PACKED_DIMENSIONS) throw new RangeError(`a packed vector has ${PACKED_DIMENSIONS} numbers`);
      if (free.length === 0) {
        const first = chunks.length * KERNEL_ROWS;
        if (first >= largeRows) large ??= { codes: createCodes(), file: createRowFile() };
        chunks.push(emptyChunk(large ? undefined : createHalves()));
        large?.codes.reserve(chunks.length);
        for (let place = KERNEL_ROWS - 1; place >= 0; place--) free.push(first + place);
      }
      const row = free.pop() ?? 0;
      const place = row % KERNEL_ROWS;
      const chunk = chunks[Math.floor(row / KERNEL_ROWS)];
      if (!chunk) throw new RangeError(`row ${row} has no chunk`);
      chunk.stamps[place] = stampIndex(stamp);
      chunk.items[place] = item;
      chunk.serials[place] = nextSerial++;
      const { slack, hash } = write(chunk, row, packed);
      chunk.slack[place] = slack;
      chunk.hashes[place] = hash;
      size++;
      revision++;
      return row;
    },
    remove(row) {
      const { chunk, place } = locate(row);
      chunk.items[place] = undefined;
      chunk.serials[place] = 0;
      if (!chunk.halves) large?.codes.clear(row);
      free.push(row);
      size--;
      revision++;
    },
    replaceItem(row, item) {
      const { chunk, place } = locate(row);
      chunk.items[place] = item;
    },
    read,
  };
  return matrix;
}

/** Returns whether scores of rows with a stamp include the CLAP block; undefined if the query cannot be compared. */
export function scoredWhole({ version, clapModel }: Stamp, query: Omit<Query, 'vector'>): boolean | undefined {
  if (version !== query.version) return undefined;
  if (clapModel !== null && clapModel === query.clapModel) return true;
  // If CLAP has all the weight, a row without a comparable CLAP block has nothing left to score.
  return query.shares.clap < 1 ? false : undefined;
}

function emptyChunk<Item>(halves: Halves | undefined): Chunk<Item> {
  return {
    halves,
    slack: new Float32Array(KERNEL_ROWS),
    stamps: new Uint16Array(KERNEL_ROWS),
    items: new Array<Item | undefined>(KERNEL_ROWS).fill(undefined),
    serials: new Uint32Array(KERNEL_ROWS),
    hashes: new Uint32Array(KERNEL_ROWS),
  };
}
