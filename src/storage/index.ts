import type { Libraries, StorageLog } from './library.ts';
import { openLowdbLibraries } from './lowdb/store.ts';
import type { HostQuota } from './quota.ts';

export type { Libraries, Library, Sound } from './library.ts';
export type { Quota } from './quota.ts';

/** The kinds of store, by the value of the option that selects one. */
const STORES = { lowdb: openLowdbLibraries };

export interface StorageOptions {
  readonly store: keyof typeof STORES;
  /** Folder of the lowdb store. */
  readonly dataDir: string;
  /** Limits of each guild. */
  readonly limits?: HostQuota;
  readonly log?: StorageLog;
}

/** Opens the store that the options name. @throws OperatorError `busy` if another process uses the folder */
export async function openLibraries({ store, ...options }: StorageOptions): Promise<Libraries> {
  return STORES[store](options);
}
