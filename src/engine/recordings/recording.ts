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

/** A sound whose recording is compared. */
export interface Recording {
  readonly fingerprint: Fingerprint;
  /** Returns the path or the bytes of the audio file. Called only if the fingerprints do not suffice. */
  readonly source: () => Promise<string | Uint8Array>;
}

/** A part of a sound: its start and its end in seconds. */
export type Part = readonly [from: number, to: number];

/** What two sounds `a` and `b` are to each other, if they have a recording in common. */
export type Relation =
  | { readonly kind: 'same recording' }
  /** All of one sound is a part of the sound `of`, from second `from` to second `to`. */
  | { readonly kind: 'excerpt'; readonly of: 'a' | 'b'; readonly from: number; readonly to: number }
  /** `b` is `ratio` times as fast as `a`. */
  | { readonly kind: 'another speed'; readonly ratio: number }
  | { readonly kind: 'shares a part'; readonly a: Part; readonly b: Part };
