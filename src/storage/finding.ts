/** Something in a data folder that is not as it should be. */
export interface Finding {
  /** Path, relative to the data folder. */
  readonly file: string;
  readonly problem: string;
  /** What repairing it means; null where a person has to decide. */
  readonly remedy: string | null;
  /** Whether it was repaired. */
  readonly repaired: boolean;
}
