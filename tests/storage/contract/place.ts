import type { Libraries, StorageLog } from '../../../src/storage/libraries.ts';
import type { HostQuota } from '../../../src/storage/quota.ts';

export interface PlaceOptions {
  readonly limits?: HostQuota;
  readonly log?: StorageLog;
  readonly idleMs?: number;
}

/** Where the libraries of one test are: a folder or a database. */
export interface Place {
  /** Opens the libraries, and closes them when the test ends. */
  open(options?: PlaceOptions): Promise<Libraries>;
}

/** Creates an empty place. */
export type NewPlace = () => Promise<Place>;
