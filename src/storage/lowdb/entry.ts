import { randomBytes } from 'node:crypto';
import { BLOCK_DIMENSIONS, type Embedding, FEATURE_NAMES, pack } from '../../engine/embedding.ts';
import { sha256 } from '../../files/hash.ts';
import type { ComparedFingerprint, NewSound, Relations, Sound } from '../library.ts';
import { sizeOf } from '../library-index.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { type AudioExtension, audioExtension } from './audio-files.ts';
import { type StoredSound, textToVector, type VectorText, vectorToText } from './segment-format.ts';

/** A sound as a library stores it in memory. Once the sound is on the disk, its vector is a row of the matrix. */
export interface Entry {
  readonly sound: Sound;
  readonly order: number;
  readonly extension: AudioExtension;
  readonly vector: EntryVector;
}

export type EntryVector =
  | { readonly kind: 'row'; readonly row: number }
  /** Vector of a sound that is not yet on the disk. */
  | { readonly kind: 'packed'; readonly packed: Float32Array }
  /** Text of a vector that was just read, or that has the layout of another engine version and stays as it is. */
  | { readonly kind: 'text'; readonly text: VectorText };

export function packedVector(embedding: Embedding): EntryVector {
  return { kind: 'packed', packed: pack(embedding) };
}

/** Returns an entry whose vector was moved into a new row of the matrix, unless it has another engine version's layout. */
export function moveVectorToMatrix(entry: Entry, matrix: Matrix<Entry>): Entry {
  const { vector } = entry;
  if (vector.kind === 'row') return entry;
  const packed = vector.kind === 'packed' ? vector.packed : textToVector(vector.text);
  if (!packed) return entry;
  const row = matrix.add(packed, entry.sound, entry);
  const settled: Entry = { ...entry, vector: { kind: 'row', row } };
  matrix.replaceItem(row, settled);
  return settled;
}

/** Converts a sound from its form in a file to its form in memory. */
export function fromStored({ sound, order, extension, clap, acoustic }: StoredSound): Entry {
  return { sound, order, extension, vector: { kind: 'text', text: { clap, acoustic } } };
}

/** Converts a sound from its form in memory to its form in a file. */
export function toStored({ sound, order, extension, vector }: Entry, matrix: Matrix<Entry>): StoredSound {
  return { order, sound: { ...sound, tags: [...sound.tags] }, extension, ...vectorText(vector, sound, matrix) };
}

function vectorText(vector: EntryVector, sound: Sound, matrix: Matrix<Entry>): VectorText {
  if (vector.kind === 'text') return vector.text;
  return vectorToText(vector.kind === 'row' ? matrix.read(vector.row) : vector.packed, sound.clapModel !== null);
}

/** Creates the entry of a sound of another library. Without an embedding, the sound has a vector that is not usable. */
export function restoredEntry(sound: Sound, order: number, embedding: Embedding | undefined): Entry {
  const vector: EntryVector = embedding
    ? packedVector(embedding)
    : { kind: 'text', text: { clap: null, acoustic: '' } };
  return { sound, order, extension: audioExtension(sound.fileName), vector };
}

/** Creates the entry of a new sound. @param order position in the order in which sounds were added */
export async function newEntry(given: NewSound, order: number): Promise<Entry> {
  const {
    label,
    tags,
    addedBy,
    messageUrl,
    messageAuthorId = null,
    fileName,
    embedding,
    audio,
    hash,
    compared,
    descriptors = null,
    favoredBy = [],
    license = null,
    source = null,
    stated = null,
    collections = [],
    plays = 0,
  } = given;
  const sound: Sound = {
    id: randomBytes(10).toString('hex'),
    label,
    tags: [...tags],
    addedBy: { id: addedBy.id, name: addedBy.name },
    addedAt: new Date().toISOString(),
    messageUrl,
    messageAuthorId,
    seconds: embedding.seconds,
    fileName,
    bytes: sizeOf(audio),
    hash: hash ?? ('path' in audio ? audio.hash : await sha256(audio)),
    version: embedding.version,
    clapModel: embedding.clapModel,
    relations: compared ? relationsOf(compared) : null,
    descriptors,
    favoredBy: [...favoredBy],
    license,
    source,
    stated,
    collections: [...collections],
    plays,
  };
  return { sound, order, extension: audioExtension(fileName), vector: packedVector(embedding) };
}

export function relationsOf({ fingerprint: { version }, found }: ComparedFingerprint): Relations {
  return { version, found: found.map((relation) => ({ ...relation })) };
}

/** Checks the numbers of an embedding. @throws RangeError if a block has the wrong length or a non-finite number */
export function checkEmbedding({ clap, clapModel, features, seconds }: Embedding): void {
  if ((clap === null) !== (clapModel === null)) throw new RangeError('a CLAP block and its model go together');
  if (!(seconds >= 0 && seconds < Number.POSITIVE_INFINITY)) throw new RangeError(`not a duration: ${seconds}`);
  if (clap) checkBlock('clap', clap);
  for (const name of FEATURE_NAMES) checkBlock(name, features[name]);
}

function checkBlock(name: keyof typeof BLOCK_DIMENSIONS, block: Float32Array): void {
  if (block.length !== BLOCK_DIMENSIONS[name]) throw new RangeError(`${name} has ${block.length} numbers`);
  if (!block.every(Number.isFinite)) throw new RangeError(`${name} has a number that is not finite`);
}
