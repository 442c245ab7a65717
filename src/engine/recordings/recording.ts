/** Version of the fingerprint. Fingerprints of different versions are never compared. */
export const FINGERPRINT_VERSION = '1';

/** The spectral peaks of a sound along time, which identify its recording. */
export interface Fingerprint {
  readonly version: string;
  /** Duration of the sound in seconds. */
  readonly seconds: number;
  /** The encoded peaks, at most 300 bytes per second of sound. */
  readonly data: Uint8Array;
}

/** A sound that is compared with another one, to find out whether both contain the same recording. */
export interface Recording {
  readonly fingerprint: Fingerprint;
  /** Returns the path or the bytes of the audio file. Called only if the fingerprints alone cannot decide. */
  readonly source: () => Promise<string | Uint8Array>;
}

/** A part of a sound: its start and its end in seconds. */
export type Part = readonly [from: number, to: number];

/** Relation of two sounds `a` and `b` that have a recording in common. */
export type Relation =
  | { readonly kind: 'same recording' }
  /** One of the sounds is an excerpt of the other one, `of`, and reaches there from second `from` to second `to`. */
  | { readonly kind: 'excerpt'; readonly of: 'a' | 'b'; readonly from: number; readonly to: number }
  /** `b` is `ratio` times as fast as `a`. */
  | { readonly kind: 'another speed'; readonly ratio: number }
  | { readonly kind: 'shares a part'; readonly a: Part; readonly b: Part };
