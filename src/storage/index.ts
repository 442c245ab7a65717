import type { Libraries, StorageLog } from './library.ts';
import { openLowdbLibraries } from './lowdb/store.ts';
import type { HostQuota } from './quota.ts';

export type { Libraries, Library, Sound } from './library.ts';
export type { Quota } from './quota.ts';

/** Functions that open each kind of store, by the value of the option that selects the kind. */
const STORES = { lowdb: openLowdbLibraries };

export interface StorageOptions {
  readonly store: keyof typeof STORES;
  readonly dataDir: string;
  readonly limits?: HostQuota;
  readonly log?: StorageLog;
}

/** Opens the store that the options select. @throws OperatorError `busy` if another process uses the folder */
export async function openLibraries({ store, ...options }: StorageOptions): Promise<Libraries> {
  return STORES[store](options);
}
