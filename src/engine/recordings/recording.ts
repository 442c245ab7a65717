/** Version of the method that computes fingerprints. Fingerprints of different versions are never compared. */
export const FINGERPRINT_VERSION = '1';

/** The spectral peaks of a sound and their times, by which copies of the same recording are recognized. */
export interface Fingerprint {
  /** The {@link FINGERPRINT_VERSION} with which the fingerprint was computed. */
  readonly version: string;
  /** Duration of the sound in seconds. */
  readonly seconds: number;
  /** The encoded peaks, at most 300 bytes per second of sound. */
  readonly data: Uint8Array;
}

/** A sound that is compared with another one, to find out whether both contain the same recording. */
export interface Recording {
  /** Identifies the audio: recordings with the same id have the same audio, which is then decoded only once. */
  readonly id: string;
  readonly fingerprint: Fingerprint;
  /**
   * Returns the path or the bytes of the sound's audio file. Called only if the fingerprints alone cannot decide. If it
   * returns null, the sounds count as unrelated.
   */
  readonly source: () => Promise<string | Uint8Array | null>;
}

/** A part of a sound: the times in seconds at which the part starts and ends in the sound. */
export type Part = readonly [from: number, to: number];

/** Relation of two sounds `a` and `b` that have a recording in common. */
export type Relation =
  | { readonly kind: 'same recording' }
  /**
   * The whole of one sound is a part of the other, longer sound. `of` names the longer sound. `from` and `to` are the
   * times in seconds at which this part starts and ends in the longer sound.
   */
  | { readonly kind: 'excerpt'; readonly of: 'a' | 'b'; readonly from: number; readonly to: number }
  /** `b` is `ratio` times as fast as `a`. */
  | { readonly kind: 'another speed'; readonly ratio: number }
  /** Part `a` of sound `a` is the same recording as part `b` of sound `b`. The rest of both sounds differs. */
  | { readonly kind: 'shares a part'; readonly a: Part; readonly b: Part };
