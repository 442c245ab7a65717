import type { Descriptors } from '../engine/descriptors/descriptors.ts';
import type { Embedding, Query } from '../engine/embedding.ts';
import type { Fingerprint, Relation } from '../engine/recordings/recording.ts';
import type { DerivedData } from './derived-data.ts';
import type { Quota } from './quota.ts';
import type { SearchOrder } from './settings.ts';

/** A sound in a library, without its audio and embedding. */
export interface Sound {
  /** Id of the sound, created by the library: lower-case letters and digits, safe as a file name. */
  readonly id: string;
  readonly label: string;
  readonly tags: readonly string[];
  /** The member who added the sound: the member's Discord id, and the member's name when the sound was added. */
  readonly addedBy: { readonly id: string; readonly name: string };
  /** Time at which the sound was added, in UTC and in the format ISO 8601. */
  readonly addedAt: string;
  /** Link to the Discord message that the sound came from; null if the sound came from no message. */
  readonly messageUrl: string | null;
  /** Discord id of the author of that message, if another member than `addedBy` may be; null if that is unknown. */
  readonly messageAuthorId: string | null;
  readonly seconds: number;
  /** Name of the audio file as it was uploaded. The name is displayed, but never used as a path. */
  readonly fileName: string;
  readonly bytes: number;
  /** SHA-256 of the audio file in hexadecimal. Identical files have the same hash. */
  readonly hash: string;
  /** Versions of the engine and of the CLAP model that computed the embedding. */
  readonly version: string;
  readonly clapModel: string | null;
  /** Relations of the sound to other sounds; null until its fingerprint has been compared with theirs. */
  readonly relations: Relations | null;
  /** Measured properties, which people can filter by; null until they are measured. */
  readonly descriptors: Descriptors | null;
  /** Discord ids of the members whose favorite the sound is. They are shown to no one. */
  readonly favoredBy: readonly string[];
  /** SPDX identifier of the license of the sound; null if it is not known. */
  readonly license: string | null;
  /** Link to the source of the sound; null if there is none. */
  readonly source: string | null;
  /** Tempo and key as the file states them, if a member accepted them. They replace the measured ones. */
  readonly stated: StatedMusic | null;
  /** Names of the collections of the server that the sound is in. */
  readonly collections: readonly string[];
  /** How often members played the sound. */
  readonly plays: number;
}

/** Tempo in beats per minute, and key such as `A minor`; null if it is not stated. */
export interface StatedMusic {
  readonly tempoBpm: number | null;
  readonly key: string | null;
}

/**
 * Relations of one sound, which is sound `a` in each {@link Relation}. Of two sounds, only the sound that was
 * compared later stores the relation between them.
 */
export interface Relations {
  /** Version of the fingerprints that were compared. */
  readonly version: string;
  readonly found: readonly StoredRelation[];
}

/** A relation to another sound `b`, whose id is `id`. If sound `b` is removed later, the relation stays stored. */
export type StoredRelation = Relation & { readonly id: string };

/** The fingerprint of a sound, and the relations to other sounds that were found by comparing the fingerprint. */
export interface ComparedFingerprint {
  readonly fingerprint: Fingerprint;
  readonly found: readonly StoredRelation[];
}

/** An audio file on the disk, outside the library. */
export interface AudioFile {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the content in hexadecimal. */
  readonly hash: string;
}

/** Data with which a sound is added. The library creates the other fields of {@link Sound}. */
export interface NewSound {
  readonly label: string;
  readonly tags: readonly string[];
  readonly addedBy: { readonly id: string; readonly name: string };
  readonly messageUrl: string | null;
  /** Discord id of the author of the message, if the sound was added from a message of a member. */
  readonly messageAuthorId?: string | null;
  readonly fileName: string;
  readonly embedding: Embedding;
  /** The audio itself, or a file that is copied. */
  readonly audio: Uint8Array | AudioFile;
  /** SHA-256 of `audio` in hexadecimal, if the caller already knows it. */
  readonly hash?: string;
  /**
   * Fingerprint and relations of the new sound. If missing or null, background work compares the sound with others
   * later.
   */
  readonly compared?: ComparedFingerprint | null;
  /** Data to find the sound by tune, beat and part. If missing or null, background work computes them later. */
  readonly searchData?: DerivedData | null;
  /** Measured properties. If missing or null, background work measures them later. */
  readonly descriptors?: Descriptors | null;
  /** Members whose favorite the sound is, if it was removed and is put back. */
  readonly favoredBy?: readonly string[];
  readonly license?: string | null;
  readonly source?: string | null;
  readonly stated?: StatedMusic | null;
  readonly collections?: readonly string[];
  readonly plays?: number;
}

/** Order in which a library returns hits. */
export type RankOrder = Exclude<SearchOrder, 'varied'>;

export interface SearchOptions {
  readonly top: number;
  /** The search skips the sounds for which this function returns false. By default, no sound is skipped. */
  readonly filter?: ((sound: Sound) => boolean) | undefined;
  /** Sounds with a lower score are skipped. */
  readonly minScore?: number;
  /** Default: `plain`. */
  readonly order?: RankOrder;
  readonly withPercentiles?: boolean;
}

export interface Hit {
  readonly sound: Sound;
  readonly score: number;
  /**
   * Share of the comparable sounds of the library that have a lower score, if the search was asked for it and there
   * are at least 20 of them.
   */
  readonly percentile?: number | undefined;
}

/** A sound of another library, with all that the library stored about it. */
export interface CopiedSound {
  readonly sound: Sound;
  /** Undefined if the vector has another engine version's layout. The sound is then analyzed again later. */
  readonly embedding: Embedding | undefined;
  /** Undefined if the audio was missing. */
  readonly audio: Uint8Array | undefined;
  readonly fingerprint: Fingerprint | undefined;
  readonly searchData: DerivedData | undefined;
}

/** Maximum number of sounds that {@link LibraryWriter.addAll} adds at once. */
export const MAX_ADDED_AT_ONCE = 64;

/** What members change of a stored sound. */
export type SoundChange = Partial<
  Pick<Sound, 'label' | 'tags' | 'favoredBy' | 'license' | 'source' | 'stated' | 'collections' | 'plays'>
>;

/**
 * Changes the sounds of one guild, within {@link Library.change}.
 * Each promise resolves once its change is durable. If the promise rejects, its change has not been made. Calls
 * run one after the other.
 */
export interface LibraryWriter {
  /**
   * Adds a sound, and resolves to it.
   * @param quota limits of this guild, besides the limits of the host
   * @throws UserError if a limit is exceeded
   */
  add(sound: NewSound, quota?: Quota): Promise<Sound>;
  /**
   * Adds sounds together, and resolves to them in the order given. Either all are added or none, even if the process is
   * killed. To the files, adding 64 sounds together waits for the disk about as often as adding three one by one.
   * @param sounds at most {@link MAX_ADDED_AT_ONCE}
   * @param quota limits of this guild, besides the limits of the host
   * @throws UserError if all sounds together exceed a limit; RangeError if there are too many of them
   */
  addAll(sounds: readonly NewSound[], quota?: Quota): Promise<readonly Sound[]>;
  /** Changes what members can change of a sound. Resolves to undefined if no sound has this id. */
  edit(id: string, change: SoundChange): Promise<Sound | undefined>;
  /**
   * Replaces the embeddings of sounds after another engine version or CLAP model has analyzed the sounds.
   * Resolves to the changed sounds. If the promise rejects, some sounds may have been changed.
   * @param embeddings the new embeddings, by sound id; ids that no sound has are skipped
   */
  reembed(embeddings: ReadonlyMap<string, Embedding>): Promise<readonly Sound[]>;
  /** Replaces the fingerprint and the relations of a sound. Resolves to undefined if no sound has this id. */
  relate(id: string, compared: ComparedFingerprint): Promise<Sound | undefined>;
  /** Replaces the search data of a sound. Does nothing if no sound has this id. */
  setSearchData(id: string, searchData: DerivedData): Promise<void>;
  /** Replaces the descriptors of a sound. Resolves to undefined if no sound has this id. */
  describe(id: string, descriptors: Descriptors): Promise<Sound | undefined>;
  /**
   * Removes sounds, and skips ids that no sound has. Resolves to the removed sounds. If the promise rejects, some
   * sounds may have been removed.
   */
  remove(ids: readonly string[]): Promise<readonly Sound[]>;
  /**
   * Adds a sound of another library with its id and without regard to quotas. If a sound has this id already, adds only
   * its audio, if that is missing.
   */
  restore(copied: CopiedSound): Promise<void>;
}

/** The sounds of one guild, for reading. Only {@link Library.change} changes them. */
export interface Library {
  readonly guildId: string;
  readonly size: number;
  /** Number of bytes of all stored audio files together. */
  readonly bytes: number;
  /** Number of sounds that have a tag, by tag. */
  readonly tags: ReadonlyMap<string, number>;
  /** Messages for the operator about damage in storage and its repair; empty if nothing was damaged. */
  readonly problems: readonly string[];
  /**
   * Runs `task`, which may read and change the library, with no other change of this guild in between.
   * All changes of a guild, including those of its settings, run one after the other. `task` must therefore wait only
   * for the disk and for searches, and must not call `change` itself. If `task` throws, the changes that it has made
   * remain.
   * @param task receives a writer, which cannot be used once the task has ended
   */
  change<T>(task: (writer: LibraryWriter) => Promise<T>): Promise<T>;
  get(id: string): Sound | undefined;
  /** Returns all sounds in the order in which they were added. */
  list(): readonly Sound[];
  /** Returns the other sounds that are the same recording as the sound with this id, oldest first. */
  copiesOf(id: string): readonly Sound[];
  embedding(id: string): Embedding | undefined;
  /** Reads the audio file of a sound as it was uploaded. Resolves to undefined if the sound or its file is missing. */
  audio(id: string): Promise<Uint8Array | undefined>;
  /** Returns the path of a sound's audio file. Resolves to undefined if the sound or its file is missing. */
  audioPath(id: string): Promise<string | undefined>;
  /** Reads the fingerprint of a sound; undefined if the fingerprint is missing or damaged. */
  fingerprint(id: string): Promise<Fingerprint | undefined>;
  /** Reads the data to find a sound by tune, beat and part; undefined if they are missing or damaged. */
  searchData(id: string): Promise<DerivedData | undefined>;
  /** Reads the data of many sounds as {@link searchData} does. Sounds without data are missing from the result. */
  searchDataOf(ids: readonly string[]): Promise<ReadonlyMap<string, DerivedData>>;
  /**
   * Finds the sounds that are most similar to a query. Returns the best hits first, and hits of equal rank in the
   * order in which the sounds were added. Skips sounds whose embeddings another engine version computed.
   *
   * In the order `library`, the distance of a sound (1 - score) is divided by how far the sound is from its nearest
   * sounds in this library, so that a sound that resembles many has no advantage. A library with fewer than 20 sounds
   * has the plain order, and one with more than 20,000 has the plain order until these distances are computed.
   */
  search(query: Query, options: SearchOptions): Promise<readonly Hit[]>;
}
