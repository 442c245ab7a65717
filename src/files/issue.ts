/** What a check found, and how to repair it where that can be done. */
export interface Fault {
  readonly file: string;
  readonly problem: string;
  readonly remedy?: string;
  readonly repair?: () => Promise<void>;
}
