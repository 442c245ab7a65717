import fs, { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PACKED_DIMENSIONS } from '../../engine/embedding.ts';

const ROW_BYTES = PACKED_DIMENSIONS * 4;

/** Where threads find the vectors of rows: in a file and, if the disk did not take them, in shared memory. */
export interface RowSource {
  readonly descriptor: number;
  readonly kept: ReadonlyMap<number, Float32Array>;
}

/** Packed vectors by row number, in a temporary file. */
export interface RowFile extends RowSource {
  write(row: number, packed: Float32Array): void;
}

const collected = new FinalizationRegistry<number>((descriptor) => closeSync(descriptor));

/**
 * Creates a file that ends with the process, or once the returned object is no longer used. The system keeps in memory
 * what is read often.
 */
export function createRowFile(): RowFile {
  const folder = mkdtempSync(path.join(tmpdir(), 'soundalike-rows-'));
  const descriptor = openSync(path.join(folder, 'rows'), 'w+');
  // The file has no name from now on, so that it cannot be left over.
  rmSync(folder, { recursive: true, force: true });
  const kept = new Map<number, Float32Array>();
  const file: RowFile = {
    descriptor,
    kept,
    write(row, packed) {
      try {
        fs.writeSync(descriptor, packed, 0, ROW_BYTES, row * ROW_BYTES);
        kept.delete(row);
      } catch {
        // The disk is full: the row takes memory, but the sound is found.
        const shared = new Float32Array(new SharedArrayBuffer(ROW_BYTES));
        shared.set(packed);
        kept.set(row, shared);
      }
    },
  };
  collected.register(file, descriptor);
  return file;
}

const buffer = new Float32Array(PACKED_DIMENSIONS);

/** Returns the packed vector of a row, in an array that the next call may overwrite. */
export function readFileRow({ descriptor, kept }: RowSource, row: number): Float32Array {
  const known = kept.get(row);
  if (known) return known;
  readSync(descriptor, buffer, 0, ROW_BYTES, row * ROW_BYTES);
  return buffer;
}
