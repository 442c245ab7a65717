import path from 'node:path';
import { OperatorError } from '../errors.ts';
import { openBlobs } from './blobs/open-blobs.ts';
import type { Libraries, StorageLog } from './library.ts';
import { openLowdbLibraries } from './lowdb/store.ts';
import type { HostQuota } from './quota.ts';

export type { Libraries, Library, Sound } from './library.ts';
export type { Quota } from './quota.ts';

export interface StorageOptions {
  readonly store: 'lowdb' | 'postgres';
  readonly dataDir: string;
  /** Address of the PostgreSQL database, for the store `postgres`. */
  readonly databaseUrl?: string | undefined;
  /** Where the store `postgres` keeps the audio. Default: the folder `audio` of the data folder. */
  readonly blobs?: string | undefined;
  readonly limits?: HostQuota;
  readonly log?: StorageLog;
}

/** Opens the store that the options select. @throws OperatorError `busy` if another process uses the folder */
export async function openLibraries(options: StorageOptions): Promise<Libraries> {
  const { store, dataDir, databaseUrl, blobs = `folder:${path.join(dataDir, 'audio')}`, ...rest } = options;
  if (store === 'lowdb') return openLowdbLibraries({ dataDir, ...rest });
  if (databaseUrl === undefined) throw new OperatorError('usage', 'STORE=postgres needs DATABASE_URL.');
  // Loaded only if it is used: the default store does not need the database driver.
  const { openPostgresLibraries } = await import('./postgres/store.ts');
  return openPostgresLibraries({ url: databaseUrl, blobs: await openBlobs(blobs), ...rest });
}
