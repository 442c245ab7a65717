import { UserError } from '../errors.ts';
import type { Libraries } from './library.ts';
import { openLowdbLibraries } from './lowdb/libraries.ts';
import type { Limits, StorageLog } from './options.ts';

export type { Hit, Libraries, Library, NewSound, Room, SearchOptions, Sound } from './library.ts';
export type { Limits, StorageLog } from './options.ts';

export interface StorageOptions {
  readonly store: 'lowdb' | 'postgres';
  /** Folder for the lowdb store. */
  readonly dataDir: string;
  /** Per guild. */
  readonly limits?: Limits;
  readonly log?: StorageLog;
  /** False where a parent process has taken `dataDir` for its shards. */
  readonly lock?: boolean;
}

/**
 * Opens the store that the options name.
 * @throws UserError where it cannot be had: another process holds the folder, or the store is not built in.
 */
export async function openLibraries({ store, ...options }: StorageOptions): Promise<Libraries> {
  if (store === 'lowdb') return openLowdbLibraries(options);
  throw new UserError('usage', 'STORE=postgres is not available yet. Use STORE=lowdb.');
}
