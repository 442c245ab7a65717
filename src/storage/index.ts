import type { Libraries } from './library.ts';
import { openLowdbLibraries } from './lowdb/store.ts';
import type { Limits, StorageLog } from './options.ts';

export type { Hit, Libraries, Library, LibraryWriter, NewSound, Room, SearchOptions, Sound } from './library.ts';
export type { Limits, StorageLog } from './options.ts';

/** The kinds of store: one so far. */
const STORES = { lowdb: openLowdbLibraries };

export interface StorageOptions {
  readonly store: keyof typeof STORES;
  /** Folder for the lowdb store. */
  readonly dataDir: string;
  /** Per guild. */
  readonly limits?: Limits;
  readonly log?: StorageLog;
}

/**
 * Opens the store that the options name.
 * @throws UserError `busy` where another process holds the folder.
 */
export async function openLibraries({ store, ...options }: StorageOptions): Promise<Libraries> {
  return STORES[store](options);
}
