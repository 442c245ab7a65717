import type { Descriptors } from './descriptors/descriptors.ts';
import type { Comparison, Embedding, Query, Weights } from './embedding.ts';
import type { EmbedOptions, QueueOptions } from './engine-options.ts';
import type { FileMetadata } from './metadata/read-metadata.ts';
import type { PlayableCopy } from './playback/make-copy.ts';
import type { Fingerprint, Recording, Relation } from './recordings/recording.ts';
import type { FindOptions } from './search/create-finder.ts';
import type { FindQuery, Found, SearchKind } from './search/find-query.ts';
import type { SearchData } from './search/search-data.ts';
import type { Sketch } from './sketch.ts';
import type { BoardSound } from './soundboard/make-board-sound.ts';
import type { BoardSoundJob } from './workers/board-sound.worker.ts';
import type { CopyJob } from './workers/copy.worker.ts';

/** Embeds sounds and descriptions, and compares embeddings. Independent of Discord and of storage. */
export interface Engine {
  /** `clap` while a CLAP model is loaded; `acoustic` if there is no model, or the model failed. */
  readonly mode: 'clap' | 'acoustic';
  /** Identity of the loaded CLAP model, which is stored in embeddings; null if no model is loaded. */
  readonly clapModel: string | null;
  /**
   * Embeds an audio file, given by its path or its bytes.
   * @throws UserError if the file is not audio or too long, or too many files are queued; the signal's reason if it
   * aborts
   */
  embed(source: string | Uint8Array, options?: EmbedOptions): Promise<Embedding>;
  /** Embeds a description; all acoustic blocks are zeros. @throws UserError `wordsNeedClap` in acoustic mode */
  embedText(text: string, options?: QueueOptions): Promise<Embedding>;
  /** Computes the data from which pictures of a sound are drawn, and no features. Throws as `embed` does. */
  sketch(source: string | Uint8Array, options?: QueueOptions): Promise<Sketch>;
  /** Computes the fingerprint of a sound, and no features. Throws as `embed` does. */
  fingerprint(
    source: string | Uint8Array,
    options?: QueueOptions & Pick<EmbedOptions, 'onDescriptors' | 'onSearchData'>,
  ): Promise<Fingerprint>;
  /** Computes the data to find a sound by tune, beat and part, and no features. Throws as `embed` does. */
  searchData(
    source: string | Uint8Array,
    options?: QueueOptions & Pick<EmbedOptions, 'onDescriptors'>,
  ): Promise<SearchData>;
  /** Prepares a sound as a query for {@link Engine.find}. Throws as `embed` does. */
  findQuery(
    source: string | Uint8Array,
    by: SearchKind,
    options?: QueueOptions & Pick<EmbedOptions, 'onProgress'>,
  ): Promise<FindQuery>;
  /**
   * Finds the sounds that are most similar to a query by tune, beat or part, in worker threads, best first.
   * @param sounds search data of the sounds, in shared memory so that they are not copied
   */
  find(query: FindQuery, sounds: readonly Uint8Array[], options: FindOptions): Promise<Found[]>;
  /** Measures the descriptors of a sound, and no features. Throws as `embed` does. */
  describe(source: string | Uint8Array, options?: QueueOptions): Promise<Descriptors>;
  /**
   * Finds what two sounds are to each other, in a worker thread; null if they have no recording in common.
   * Throws as `embed` does if an audio file is needed and cannot be decoded.
   */
  relate(
    a: Recording,
    b: Recording,
    options?: QueueOptions & { readonly isThorough?: boolean },
  ): Promise<Relation | null>;
  /**
   * Reads what an audio file says about its sound, in a worker thread; null if reading fails or takes more than 10 s.
   * @throws the signal's reason if it aborts
   */
  metadata(source: string | Uint8Array, options?: QueueOptions): Promise<FileMetadata | null>;
  /** Makes a copy of a sound for playing. Throws as `embed` does. */
  copy(job: CopyJob, options?: QueueOptions): Promise<PlayableCopy>;
  /** Counts the frames whose samples crowd near full scale, as in clipped sounds. Throws as `embed` does. */
  crowdedFrames(source: string | Uint8Array, options?: QueueOptions): Promise<number>;
  /** Cuts a sound for a soundboard. Throws as `embed` does. */
  boardSound(job: BoardSoundJob, options?: QueueOptions): Promise<BoardSound>;
  compare(a: Embedding, b: Embedding, weights?: Weights): Comparison;
  /** Returns the weighted vector with which a library is searched. */
  query(embedding: Embedding, weights?: Weights): Query;
  /** Checks the files of the CLAP model again, loads a new or changed model, and returns the resulting mode. */
  refresh(): Promise<Engine['mode']>;
  close(): Promise<void>;
}
