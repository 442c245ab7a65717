import type { LocalScales } from './local-scales.ts';
import type { Ranked } from './top-k.ts';

export interface Match<Item> extends Ranked {
  readonly item: Item;
  readonly score: number;
  /** Share of the compared rows with a lower score, if the search was asked for it and at least 20 were compared. */
  readonly percentile?: number | undefined;
}

export interface MatrixSearch<Item> {
  readonly top: number;
  /** Returns the position of an item in the order of adding, which decides between equal scores. */
  readonly order: (item: Item) => number;
  /** Items for which this function returns false are skipped. */
  readonly filter?: ((item: Item) => boolean) | undefined;
  /** Rows with a lower score are skipped. */
  readonly minScore?: number | undefined;
  /** Ranks each row by its distance, 1 - score, relative to the local scale of the row. By default, by the score. */
  readonly scales?: LocalScales | undefined;
  readonly withPercentiles?: boolean | undefined;
}
