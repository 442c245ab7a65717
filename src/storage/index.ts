import path from 'node:path';
import { OperatorError } from '../errors.ts';
import { openBlobs } from './blobs/open-blobs.ts';
import type { CheckedIssue } from './check-data-folder.ts';
import type { Libraries, StorageLog } from './libraries.ts';
import { openLowdbLibraries } from './lowdb/store.ts';
import type { HostQuota } from './quota.ts';

export type { Libraries } from './libraries.ts';
export type { Library, Sound } from './library.ts';
export { ownLibraries } from './own-libraries.ts';
export type { Quota } from './quota.ts';

const NO_DATABASE = 'STORE=postgres needs DATABASE_URL.';

export interface StorageOptions {
  readonly store: 'lowdb' | 'postgres';
  readonly dataDir: string;
  /** Address of the PostgreSQL database, for the store `postgres`. */
  readonly databaseUrl?: string | undefined;
  /** Where the store `postgres` keeps the audio. Default: the folder `audio` of the data folder. */
  readonly blobs?: string | undefined;
  /** Whether the store `postgres` removes audio that no sound has. Only the bot does this; default false. */
  readonly removeOrphans?: boolean;
  readonly limits?: HostQuota;
  readonly log?: StorageLog;
}

/** Checks the database that the options name, and its audio. @throws UserError, OperatorError if it cannot be used */
export async function checkStoredDatabase(
  { dataDir, databaseUrl, blobs }: Pick<StorageOptions, 'dataDir' | 'databaseUrl' | 'blobs'>,
  repair: boolean,
): Promise<CheckedIssue[]> {
  if (databaseUrl === undefined) throw new OperatorError('usage', NO_DATABASE);
  const { checkDatabase } = await import('./postgres/check-database.ts');
  return checkDatabase(databaseUrl, await openBlobs(blobs ?? defaultBlobs(dataDir)), { repair });
}

/** Opens the store that the options select. @throws OperatorError `busy` if another process uses the folder */
export async function openLibraries(options: StorageOptions): Promise<Libraries> {
  const { store, dataDir, databaseUrl, blobs = defaultBlobs(dataDir), removeOrphans = false, ...rest } = options;
  if (store === 'lowdb') return openLowdbLibraries({ dataDir, ...rest });
  if (databaseUrl === undefined) throw new OperatorError('usage', NO_DATABASE);
  // Loaded only if it is used: the default store does not need the database driver.
  const { openPostgresLibraries } = await import('./postgres/store.ts');
  return openPostgresLibraries({ url: databaseUrl, blobs: await openBlobs(blobs), removeOrphans, ...rest });
}

function defaultBlobs(dataDir: string): string {
  return `folder:${path.join(dataDir, 'audio')}`;
}
