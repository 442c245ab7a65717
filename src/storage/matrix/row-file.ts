import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PACKED_DIMENSIONS } from '../../engine/embedding.ts';

const ROW_BYTES = PACKED_DIMENSIONS * 4;
/** The descriptor if there is no file. */
const NO_FILE = -1;

/** Where threads find the vectors of rows: in a file and, if the disk did not take them, in shared memory. */
export interface RowSource {
  readonly descriptor: number;
  readonly kept: ReadonlyMap<number, Float32Array>;
}

/** Packed vectors by row number, in a temporary file. */
export interface RowFile extends RowSource {
  write(row: number, packed: Float32Array): void;
}

const collected = new FinalizationRegistry<number>((descriptor) => fs.closeSync(descriptor));

/**
 * Creates a file that ends with the process, or once the returned object is no longer used. The system keeps in memory
 * what is read often. Rows that the disk does not take are kept in memory, so that their sounds are found all the same.
 */
export function createRowFile(): RowFile {
  const descriptor = openUnnamed();
  const kept = new Map<number, Float32Array>();
  const file: RowFile = {
    descriptor,
    kept,
    write(row, packed) {
      if (writeRow(descriptor, row, packed)) {
        kept.delete(row);
        return;
      }
      const shared = new Float32Array(new SharedArrayBuffer(ROW_BYTES));
      shared.set(packed);
      kept.set(row, shared);
    },
  };
  if (descriptor !== NO_FILE) collected.register(file, descriptor);
  return file;
}

/** Opens a temporary file without a name, which cannot be left over. Returns {@link NO_FILE} if that is impossible. */
function openUnnamed(): number {
  try {
    const folder = fs.mkdtempSync(path.join(tmpdir(), 'soundalike-rows-'));
    const descriptor = fs.openSync(path.join(folder, 'rows'), 'w+');
    try {
      fs.rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      fs.closeSync(descriptor);
      throw error;
    }
    return descriptor;
  } catch {
    return NO_FILE;
  }
}

/** Returns whether the whole row was written: an almost full disk takes a part of it without an error. */
function writeRow(descriptor: number, row: number, packed: Float32Array): boolean {
  if (descriptor === NO_FILE) return false;
  try {
    return fs.writeSync(descriptor, packed, 0, ROW_BYTES, row * ROW_BYTES) === ROW_BYTES;
  } catch {
    return false;
  }
}

const buffer = new Float32Array(PACKED_DIMENSIONS);

/** Returns the packed vector of a row, in an array that the next call may overwrite. */
export function readFileRow({ descriptor, kept }: RowSource, row: number): Float32Array {
  const known = kept.get(row);
  if (known) return known;
  fs.readSync(descriptor, buffer, 0, ROW_BYTES, row * ROW_BYTES);
  return buffer;
}
