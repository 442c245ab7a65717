import type { Embedding } from '../../engine/embedding.ts';
import { pack } from '../../engine/embedding.ts';
import type { Sound } from '../library.ts';
import type { Matrix } from '../matrix/matrix.ts';
import type { AudioExtension } from './audio-extension.ts';
import type { StoredSound } from './segment-format.ts';
import { textToVector, type VectorText, vectorToText } from './vector-text.ts';

/** A sound as a library holds it in memory. Its vector is a row of the matrix once the sound is on disk. */
export interface Entry {
  readonly sound: Sound;
  readonly order: number;
  readonly extension: AudioExtension;
  readonly vector: EntryVector;
}

export type EntryVector =
  | { readonly kind: 'row'; readonly row: number }
  /** Not yet on disk. */
  | { readonly kind: 'packed'; readonly packed: Float32Array }
  /** Of an engine with another layout: kept for it as it is. */
  | { readonly kind: 'text'; readonly text: VectorText };

export function packedVector(embedding: Embedding): EntryVector {
  return { kind: 'packed', packed: pack(embedding) };
}

/** Gives a packed vector its row in the matrix; any other vector is left where it is. */
export function settle(entry: Entry, matrix: Matrix<Entry>): Entry {
  if (entry.vector.kind !== 'packed') return entry;
  const row = matrix.add(entry.vector.packed, entry.sound, entry);
  const settled: Entry = { ...entry, vector: { kind: 'row', row } };
  matrix.replaceItem(row, settled);
  return settled;
}

export function fromStored({ sound, order, extension, clap, acoustic }: StoredSound): Entry {
  const packed = textToVector({ clap, acoustic });
  return {
    sound,
    order,
    extension,
    vector: packed ? { kind: 'packed', packed } : { kind: 'text', text: { clap, acoustic } },
  };
}

export function toStored({ sound, order, extension, vector }: Entry, matrix: Matrix<Entry>): StoredSound {
  return { order, sound: { ...sound, tags: [...sound.tags] }, extension, ...vectorText(vector, sound, matrix) };
}

function vectorText(vector: EntryVector, sound: Sound, matrix: Matrix<Entry>): VectorText {
  if (vector.kind === 'text') return vector.text;
  return vectorToText(vector.kind === 'row' ? matrix.read(vector.row) : vector.packed, sound.clapModel !== null);
}
