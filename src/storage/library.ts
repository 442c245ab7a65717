import type { Embedding, Query } from '../engine/embedding.ts';
import type { Fingerprint, Relation } from '../engine/recordings/recording.ts';
import type { Quota } from './quota.ts';
import type { SettingsStore } from './settings.ts';

/** A sound in a library, without its audio and embedding. */
export interface Sound {
  /** Id, created by the library: lower-case letters and digits, safe as a file name. */
  readonly id: string;
  readonly label: string;
  readonly tags: readonly string[];
  /** The member who added the sound: Discord id, and the member's name at that time. */
  readonly addedBy: { readonly id: string; readonly name: string };
  /** ISO 8601, UTC. */
  readonly addedAt: string;
  /** Link to the Discord message that the sound came from; null if there is none. */
  readonly messageUrl: string | null;
  readonly seconds: number;
  /** Name of the file as it was uploaded. It is displayed, but never used as a path. */
  readonly fileName: string;
  readonly bytes: number;
  /** SHA-256 of the audio file in hexadecimal. Identical files have the same hash. */
  readonly hash: string;
  /** Versions of the engine and of the CLAP model that computed the embedding. */
  readonly version: string;
  readonly clapModel: string | null;
  /** What the sound is to other sounds; null until its fingerprint was compared with theirs. */
  readonly relations: Relations | null;
}

/** Relations of one sound `a`. Those with sounds that were added or compared later are stored with these sounds. */
export interface Relations {
  /** Version of the fingerprints that were compared. */
  readonly version: string;
  readonly found: readonly StoredRelation[];
}

/** A relation to another sound `b`, given by its id. A sound that was removed since keeps its id here. */
export type StoredRelation = Relation & { readonly id: string };

/** A fingerprint, and the relations that were found with it. */
export interface ComparedFingerprint {
  readonly fingerprint: Fingerprint;
  readonly found: readonly StoredRelation[];
}

/** Data with which a sound is added. The library creates the other fields of {@link Sound}. */
export interface NewSound {
  readonly label: string;
  readonly tags: readonly string[];
  readonly addedBy: { readonly id: string; readonly name: string };
  readonly messageUrl: string | null;
  readonly fileName: string;
  readonly embedding: Embedding;
  readonly audio: Uint8Array;
  /** SHA-256 of `audio` in hexadecimal, if the caller already knows it. */
  readonly hash?: string;
  /** Without it, the sound is compared with others in the background. */
  readonly compared?: ComparedFingerprint | null;
}

export interface SearchOptions {
  readonly top: number;
  /** Sounds for which this function returns false are skipped. */
  readonly filter?: (sound: Sound) => boolean;
}

export interface Hit {
  readonly sound: Sound;
  readonly score: number;
}

/**
 * Changes the sounds of one guild, within {@link Library.change}.
 * Each promise resolves once its change is durable. If it rejects, that change has not been made. Calls run one after
 * the other.
 */
export interface LibraryWriter {
  /** Adds a sound. @param quota limits of this guild, besides the host's @throws UserError if a limit is exceeded */
  add(sound: NewSound, quota?: Quota): Promise<Sound>;
  /** Changes the label or the tags of a sound. Resolves to undefined if there is no such sound. */
  edit(id: string, change: { label?: string; tags?: readonly string[] }): Promise<Sound | undefined>;
  /**
   * Replaces embeddings, by sound id, after another engine version or model has analyzed the sounds.
   * Resolves to the changed sounds. Ids without a sound are skipped. If it rejects, some sounds may have been changed.
   */
  reembed(embeddings: ReadonlyMap<string, Embedding>): Promise<readonly Sound[]>;
  /** Replaces the fingerprint and the relations of a sound. Resolves to undefined if there is no such sound. */
  relate(id: string, compared: ComparedFingerprint): Promise<Sound | undefined>;
  /** Resolves to the removed sounds, and skips ids without a sound. If it rejects, some may have been removed. */
  remove(ids: readonly string[]): Promise<readonly Sound[]>;
}

/** The sounds of one guild, for reading. Only {@link Library.change} changes them. */
export interface Library {
  readonly guildId: string;
  readonly size: number;
  /** Number of bytes of all stored audio files together. */
  readonly bytes: number;
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
  /** Returns the other sounds that are the same recording as a sound, oldest first. */
  copiesOf(id: string): readonly Sound[];
  embedding(id: string): Embedding | undefined;
  /** Reads the audio file as it was uploaded. */
  audio(id: string): Promise<Uint8Array | undefined>;
  /** Reads the fingerprint of a sound; undefined if it is missing or damaged. */
  fingerprint(id: string): Promise<Fingerprint | undefined>;
  /**
   * Returns the best hits first, and hits of equal score in the order in which the sounds were added.
   * Skips sounds of another engine version.
   */
  search(query: Query, options: SearchOptions): Promise<readonly Hit[]>;
}

/** The libraries of all guilds. Each guild has one library object, which is opened on first use. */
export interface Libraries {
  /**
   * Opens the library of a guild, which stays in memory for a while after its last use.
   * A library that is opened `briefly` stays in memory only as long as the caller refers to it.
   * @throws RangeError if `guildId` is not digits only
   */
  open(guildId: string, how?: { readonly briefly?: boolean }): Promise<Library>;
  /** The settings of each guild, which can be read without opening the guild's library. */
  readonly settings: SettingsStore;
  /** Returns the libraries that are in memory now. */
  loaded(): readonly Library[];
  /** Returns the ids of the guilds that have a library. */
  guilds(): Promise<readonly string[]>;
  /** Waits for changes in progress, then releases the data folder. */
  close(): Promise<void>;
}

/** Log for messages to the operator; a pino logger fits. */
export interface StorageLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}
