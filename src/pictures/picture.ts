import type { ClosestPart } from '../engine/closest-part.ts';
import type { Sketch } from '../engine/sketch.ts';
import type { Language } from '../i18n/format.ts';

/** A sound in a picture. */
export interface Shown {
  /** What it is in this picture: `Yours`, `Best match`. */
  readonly role: string;
  readonly name: string;
  readonly sketch: Sketch;
}

/** One similarity, -1..1, under the name that people know it by. */
export interface Similarity {
  readonly name: string;
  readonly value: number;
}

/** One or two sounds on one time axis, where the longer of two is closest to the other, and how alike they are. */
export interface SearchPicture {
  readonly kind: 'search';
  readonly sounds: readonly Shown[];
  readonly similarities: readonly Similarity[];
  /** In whose form its figures are written; its words come written. */
  readonly locale: Language;
}

/** One sound's waveform and spectrogram. */
export interface SoundPicture {
  readonly kind: 'sound';
  readonly sound: Shown;
  readonly locale: Language;
}

/** A library on a plane, similar sounds together. */
export interface MapPicture {
  readonly kind: 'map';
  /** Packed embeddings, row after row; see `engine/embedding.ts`. */
  readonly vectors: Float32Array<ArrayBuffer>;
  /** Whether every one of them has a CLAP block. */
  readonly clap: boolean;
  /** A row's name and group; null where it belongs to none. */
  readonly points: readonly { readonly name: string; readonly group: string | null }[];
  /** What the groups that are too small for a colour, and the sounds without one, are called. */
  readonly words: { readonly other: string; readonly none: string };
}

export type Picture = SearchPicture | SoundPicture | MapPicture;

/** A picture that was drawn. */
export interface Drawn {
  /** The bytes of the file. The same picture gives the same. */
  readonly png: Uint8Array;
  /** What is marked in the longer of two sounds; null where nothing is. */
  readonly part: ClosestPart | null;
}
