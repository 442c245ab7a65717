import {
  BLOCK_DIMENSIONS,
  type Embedding,
  PACKED_DIMENSIONS,
  pack,
  type Query,
} from '../../../src/engine/embedding.ts';
import { createMatrix, type Matrix } from '../../../src/storage/matrix/matrix.ts';
import { searchMatrix } from '../../../src/storage/matrix/search-matrix.ts';
import { createRandom, embeddingOf } from './sounds.ts';

export interface Item {
  readonly order: number;
  readonly embedding: Embedding;
}

export function matrixOf(embeddings: readonly Embedding[], options?: { readonly largeRows: number }): Matrix<Item> {
  const matrix = createMatrix<Item>(options);
  embeddings.forEach((embedding, order) => {
    matrix.add(pack(embedding), embedding, { order, embedding });
  });
  return matrix;
}

/** Returns the result that a search must have: scores every row in double precision and sorts all of them. */
export function bruteForce(embeddings: readonly Embedding[], query: Query, keep = (_item: Item) => true) {
  const scored = embeddings.flatMap((embedding, order) => {
    const item = { order, embedding };
    if (embedding.version !== query.version || !keep(item)) return [];
    const row = pack(embedding);
    const whole = embedding.clapModel !== null && embedding.clapModel === query.clapModel;
    let sum = 0;
    for (let at = whole ? 0 : BLOCK_DIMENSIONS.clap; at < PACKED_DIMENSIONS; at++)
      sum += (query.vector[at] ?? 0) * (row[at] ?? 0);
    return [{ order, score: whole ? sum : sum / (1 - query.shares.clap) }];
  });
  return scored.sort((a, b) => b.score - a.score || a.order - b.order);
}

export const search = (matrix: Matrix<Item>, query: Query, top: number, filter?: (item: Item) => boolean) =>
  searchMatrix(matrix, query, { top, order: (item) => item.order, ...(filter && { filter }) });

export const plain = (hits: readonly { order: number; score: number }[]) =>
  hits.map(({ order, score }) => ({ order, score }));

/** Creates random embeddings: some are duplicates, some have no CLAP block, some are of another model or version. */
export function mixed(count: number, seed: number): Embedding[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const kind = Math.floor((random() + 1) * 4);
    const clapModel = kind < 5 ? 'clap' : kind === 5 ? 'other' : null;
    const version = random() > 0.9 ? '0' : '1';
    return embeddingOf(Math.floor((random() + 1) * 40), { clapModel, version });
  });
}
