import type { AlignedBeat, AlignedTune } from '../engine/index.ts';
import type { ClosestPart, LeveledSound } from '../engine/search/part/closest-part.ts';
import type { Sketch } from '../engine/sketch.ts';
import type { Language } from '../i18n/format.ts';

export interface PictureSound {
  /** Role of the sound in the picture, in the member's language, such as `Yours` or `Best match`. */
  readonly role: string;
  readonly name: string;
  readonly sketch: Sketch;
}

/** One similarity (-1..1), with its name in the member's language. */
export interface Similarity {
  readonly name: string;
  readonly value: number;
}

/**
 * Picture of one or two sounds on one time axis, with the similarities of the two.
 * A frame marks the part of the longer sound that is most similar to the shorter one.
 */
export interface SearchPicture {
  readonly kind: 'search';
  readonly sounds: readonly PictureSound[];
  /** Levels of the two sounds, from which the closest part is computed; null if those of either sound are unknown. */
  readonly leveled: readonly [LeveledSound, LeveledSound] | null;
  readonly similarities: readonly Similarity[];
  /** Locale for the format of numbers. All words are passed in, already translated. */
  readonly locale: Language;
}

export interface SoundPicture {
  readonly kind: 'sound';
  readonly sound: PictureSound;
  readonly locale: Language;
}

/** Picture of the sounds of a soundboard, whose roles are their numbers in the list. */
export interface BoardPicture {
  readonly kind: 'board';
  readonly sounds: readonly PictureSound[];
}

/** The query and a match that was found by tune or beat: first the query, then the match. */
export type AlignedSounds = readonly Omit<PictureSound, 'sketch'>[];

/** Picture of the tune of a query and of the part of a match that has the tune. */
export interface TunePicture {
  readonly kind: 'tune';
  readonly sounds: AlignedSounds;
  readonly tune: AlignedTune;
  readonly locale: Language;
}

/** Picture of the onsets of a query and of the part of a match that has the beat. */
export interface BeatPicture {
  readonly kind: 'beat';
  readonly sounds: AlignedSounds;
  readonly beat: AlignedBeat;
  /** Names of the bands from low to high, in the member's language. */
  readonly bandNames: readonly string[];
  readonly locale: Language;
}

export interface MapPoint {
  readonly name: string;
  /** The group that gives the point its color and shape; null if the sound has none. */
  readonly group: string | null;
  /** Tags after which a cluster with the point can be named. */
  readonly tags: readonly string[];
  /** Whether the point is marked with a ring, because the map is drawn around its sound. */
  readonly marked?: boolean;
}

/** Words in a map, in the member's language. */
export interface MapWords {
  readonly title: string;
  /** What it means that two points are close. */
  readonly explained: string;
  /** Legend entry for groups that are too small for a color of their own. */
  readonly other: string;
  /** Legend entry for sounds without a group. */
  readonly none: string;
  /** Name of a cluster without a common tag; `#` stands for its most central sound. */
  readonly around: string;
}

/** Picture of a library as points on a plane, with similar sounds close together. */
export interface MapPicture {
  readonly kind: 'map';
  /** Packed embeddings, row by row; see `engine/embedding.ts`. */
  readonly vectors: Float32Array<ArrayBuffer>;
  /** Whether every row of `vectors` has a CLAP block. */
  readonly clap: boolean;
  /** The sound in each row. */
  readonly points: readonly MapPoint[];
  readonly words: MapWords;
}

export type Picture = SearchPicture | SoundPicture | TunePicture | BeatPicture | BoardPicture | MapPicture;

export interface DrawnPicture {
  /** Bytes of the PNG file. The same picture always gives the same bytes. */
  readonly png: Uint8Array;
  /** The part of the longer sound that is framed; null if no part is framed. */
  readonly part: ClosestPart | null;
}
