import type { AudioFile } from '../library.ts';

/** An audio file in a blob store. */
export interface StoredBlob {
  readonly key: string;
  readonly storedAt: Date;
}

/**
 * Audio files by key, outside the database. A key has the form `<guild id>/<sound id>.<extension>`, and is used once:
 * files are never changed.
 */
export interface BlobStore {
  /** Stores a file. The promise resolves once the file is durable. */
  put(key: string, audio: Uint8Array | AudioFile): Promise<void>;
  /** Reads a file; undefined if it is missing. */
  read(key: string): Promise<Uint8Array | undefined>;
  /** Returns the path of a file with the content; undefined if the blob is missing. */
  find(key: string): Promise<string | undefined>;
  /** Removes files. Keys without a file are skipped. */
  remove(keys: readonly string[]): Promise<void>;
  /** Lists the files of a guild, or of all guilds. */
  list(guildId?: string): AsyncIterable<StoredBlob>;
  close(): Promise<void>;
}
