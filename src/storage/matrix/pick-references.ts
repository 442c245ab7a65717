import { KERNEL_ROWS } from './kernel.ts';
import type { Chunk, Matrix, Stamp } from './matrix.ts';
import { createTopK, type Ranked } from './top-k.ts';

/** Bounds for the number of reference rows, powers of two. */
const MAX_REFERENCES = 512;
const MIN_REFERENCES = 128;
/** Maximum number of comparisons of all rows with the reference rows, if that leaves enough reference rows. */
const MAX_COMPARISONS = 2 ** 21;

/** A row that is one of those that represent the library. */
export interface Reference extends Ranked {
  readonly stamp: Stamp;
  readonly serial: number;
  /** The packed vector. */
  readonly vector: Float32Array;
}

interface Picked extends Ranked {
  readonly chunk: Chunk<unknown>;
  readonly row: number;
}

/**
 * Picks the rows that represent the vectors of an engine version: all, or those with the smallest hashes of their
 * content. The choice looks random, depends on the vectors alone, and seldom changes if a row is added or removed.
 */
export async function pickReferences(
  matrix: Matrix<unknown>,
  version: string,
  pause: () => Promise<void>,
): Promise<readonly Reference[]> {
  const affordable = 2 ** Math.floor(Math.log2(MAX_COMPARISONS / matrix.size));
  const smallest = createTopK<Picked>(Math.min(MAX_REFERENCES, Math.max(MIN_REFERENCES, affordable)));
  for (const [number, chunk] of matrix.chunks.entries()) {
    await pause();
    for (let place = 0; place < KERNEL_ROWS; place++) {
      const key = -(chunk.hashes[place] ?? 0);
      if (key < smallest.threshold || chunk.items[place] === undefined) continue;
      if (matrix.stamps[chunk.stamps[place] ?? 0]?.version !== version) continue;
      smallest.add({ key, order: chunk.serials[place] ?? 0, chunk, row: number * KERNEL_ROWS + place });
    }
  }
  return smallest.sorted().flatMap(({ key, order, chunk, row }) => {
    const place = row % KERNEL_ROWS;
    const stamp = matrix.stamps[chunk.stamps[place] ?? 0];
    // Rows may have been removed or replaced during the pauses.
    if (!stamp || chunk.serials[place] !== order) return [];
    return { key, order, serial: order, stamp, vector: matrix.read(row) };
  });
}
