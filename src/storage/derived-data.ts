/** Data that are computed from the audio of a sound and stored beside it, such as a fingerprint or search data. */
export interface DerivedData {
  /** Version of the method that computed the data. */
  readonly version: string;
  /** Duration of the sound in seconds. */
  readonly seconds: number;
  readonly data: Uint8Array;
}

/** Derived data that are known when a sound is stored. Background work computes those that are missing. */
export interface NewDerived {
  readonly fingerprint?: DerivedData | undefined;
  readonly searchData?: DerivedData | null | undefined;
}
