import { pgliteDatabase } from './pglite-server.ts';
import { findPostgres, sharedPostgres } from './postgres-server.ts';

/** Returns the address of a new database of a real server or, if PostgreSQL is not installed, of PGlite's database. */
export async function testDatabase(): Promise<string> {
  return findPostgres() ? (await sharedPostgres()).createDatabase() : pgliteDatabase();
}
