import type { Embedding, Query } from '../engine/embedding.ts';
import type { Quota } from './quota.ts';
import type { SettingsStore } from './settings.ts';

/** A sound in a library, without its audio and embedding. */
export interface Sound {
  /** Made by the library; lower-case letters and digits, safe as a file name. */
  readonly id: string;
  readonly label: string;
  readonly tags: readonly string[];
  /** The member who added it: Discord id and the name they had then. */
  readonly addedBy: { readonly id: string; readonly name: string };
  /** ISO 8601, UTC. */
  readonly addedAt: string;
  /** Link to the message that it came from, if there is one. */
  readonly messageUrl: string | null;
  /** Duration in seconds. */
  readonly seconds: number;
  /** Name of the file as it was uploaded; shown, never used as a path. */
  readonly fileName: string;
  /** Size of the audio file, in bytes. */
  readonly bytes: number;
  /** SHA-256 of the audio file, hex: equal for the very same file. */
  readonly hash: string;
  /** Versions of the engine and of the CLAP model that made the embedding. */
  readonly version: string;
  readonly clapModel: string | null;
}

/** What is given to a library to add a sound; the library makes the rest of {@link Sound}. */
export interface NewSound {
  readonly label: string;
  readonly tags: readonly string[];
  readonly addedBy: { readonly id: string; readonly name: string };
  readonly messageUrl: string | null;
  readonly fileName: string;
  readonly embedding: Embedding;
  readonly audio: Uint8Array;
  /** SHA-256 of `audio`, hex, if the caller knows it already. */
  readonly hash?: string;
}

export interface SearchOptions {
  /** Maximum number of hits. */
  readonly top: number;
  /** Sounds for which this returns false are skipped. */
  readonly filter?: (sound: Sound) => boolean;
}

export interface Hit {
  readonly sound: Sound;
  /** The blended score, -1..1. */
  readonly score: number;
}

/**
 * Changes the sounds of one guild, within {@link Library.change}. Each promise resolves once its change is durable; if
 * it rejects, that change has not been made. Calls run one after the other.
 */
export interface LibraryWriter {
  /** @param quota of this guild, within the host's @throws UserError `limit` if the sound would exceed a quota */
  add(sound: NewSound, quota?: Quota): Promise<Sound>;
  /** Changes label or tags. Resolves to undefined if there is no such sound. */
  edit(id: string, change: { label?: string; tags?: readonly string[] }): Promise<Sound | undefined>;
  /**
   * Replaces embeddings, by sound id, after another engine version or model has analyzed the sounds.
   * Resolves to the changed sounds; ids without a sound are skipped. If it rejects, some may have been changed.
   */
  reembed(embeddings: ReadonlyMap<string, Embedding>): Promise<readonly Sound[]>;
  /** Resolves to the removed sounds; ids without a sound are skipped. If it rejects, some may have been removed. */
  remove(ids: readonly string[]): Promise<readonly Sound[]>;
}

/** The sounds of one guild, to read. Only {@link Library.change} changes them. */
export interface Library {
  readonly guildId: string;
  /** Number of sounds. */
  readonly size: number;
  /** Bytes of stored audio, all sounds together. */
  readonly bytes: number;
  /** What was damaged in storage and how it was repaired, in words for an operator; empty if nothing was. */
  readonly problems: readonly string[];
  /**
   * Runs `task`, which may read the library and change it, with no other change of this guild in between: changes of a
   * guild run one after the other, its settings included. So `task` must wait for nothing but the disk and a search,
   * and must not call `change` itself. What it changed stays changed if it throws.
   * @param task its writer is of no use once the task has ended
   */
  change<T>(task: (writer: LibraryWriter) => Promise<T>): Promise<T>;
  get(id: string): Sound | undefined;
  /** In the order in which they were added. */
  list(): readonly Sound[];
  embedding(id: string): Embedding | undefined;
  /** Reads the audio file as it was uploaded. */
  audio(id: string): Promise<Uint8Array | undefined>;
  /** Returns the best hits first, ties in the order of adding. Skips sounds of another engine version. */
  search(query: Query, options: SearchOptions): Promise<readonly Hit[]>;
}

/** The libraries of all guilds. There is one library object a guild, opened on first use. */
export interface Libraries {
  /**
   * Opens the library of a guild. It stays in memory for a while after its last use; if opened `briefly`, only for as
   * long as the caller holds it. @throws RangeError if `guildId` is not digits only
   */
  open(guildId: string, how?: { readonly briefly?: boolean }): Promise<Library>;
  /** The settings of each guild, read without opening its library. */
  readonly settings: SettingsStore;
  /** Returns the libraries that are in memory now. */
  loaded(): readonly Library[];
  /** Returns the ids of the guilds that have a library. */
  guilds(): Promise<readonly string[]>;
  /** Waits for changes under way, then releases the data folder. */
  close(): Promise<void>;
}

/** Where storage reports what an operator should know; a pino logger fits. */
export interface StorageLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}
