import type { StorageOptions } from '../../src/storage/index.ts';
import { sharedPostgres } from './postgres-server.ts';

/** Name of the store that the end-to-end tests use, by the environment variable `TEST_STORE`. */
export const testedStoreName = process.env.TEST_STORE === 'postgres' ? 'postgres' : 'lowdb';

/**
 * Returns the store that the end-to-end tests use: files, or a new database of a server that starts
 * with the first test.
 */
export async function testedStore(): Promise<Pick<StorageOptions, 'store' | 'databaseUrl'>> {
  if (testedStoreName === 'lowdb') return { store: 'lowdb' };
  return { store: 'postgres', databaseUrl: await (await sharedPostgres()).createDatabase() };
}
