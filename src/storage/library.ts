import type { Embedding, Query } from '../engine/embedding.ts';
import type { SettingsStore } from './settings.ts';

/** A sound in a library, as it is listed and shown. */
export interface Sound {
  /** Made by the library; lower-case letters and digits, safe as a file name. */
  readonly id: string;
  readonly label: string;
  readonly tags: readonly string[];
  /** The member who added it: Discord id and the name they had then. */
  readonly addedBy: { readonly id: string; readonly name: string };
  /** ISO 8601, UTC. */
  readonly addedAt: string;
  /** Link to the message that it came from, where there is one. */
  readonly messageUrl: string | null;
  /** Duration in seconds. */
  readonly seconds: number;
  /** Name of the file as it was uploaded; shown, never used as a path. */
  readonly fileName: string;
  /** Size of the kept original, in bytes. */
  readonly bytes: number;
  /** SHA-256 of the original bytes, hex: tells the very same file again. */
  readonly hash: string;
  /** Which engine and model heard it. */
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

/** What a library may hold once a sound was added. Null: as much as the host allows. */
export interface Room {
  readonly sounds: number | null;
  /** Bytes of kept originals, all together. */
  readonly bytes: number | null;
  /** Sounds of the member who adds. */
  readonly soundsPerMember: number | null;
}

export interface SearchOptions {
  /** How many hits at the most. */
  readonly top: number;
  /** Sounds for which this is false are passed over. */
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
  /** @param room limits of this guild, below those of the host @throws UserError `limit` if there is no room */
  add(sound: NewSound, room?: Room): Promise<Sound>;
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
  /** Bytes of kept originals, all together. */
  readonly bytes: number;
  /** What was found damaged in storage and what became of it, in words for an operator; empty where all is well. */
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
  /** The original bytes. */
  audio(id: string): Promise<Uint8Array | undefined>;
  /** Best first; ties by order of adding. Sounds of another engine version are passed over. */
  search(query: Query, options: SearchOptions): Promise<readonly Hit[]>;
}

/** All guilds' libraries. One library object per guild, opened on first use. */
export interface Libraries {
  /**
   * `briefly`: it leaves memory with whoever asks, unless others use it too. By default it stays for a while.
   * @throws RangeError where `guildId` is not digits only.
   */
  open(guildId: string, how?: { readonly briefly?: boolean }): Promise<Library>;
  /** The rules of each guild. */
  readonly settings: SettingsStore;
  /** Guilds that have a library. */
  guilds(): Promise<readonly string[]>;
  /** Waits for what is being written, then lets go of the data folder. */
  close(): Promise<void>;
}
