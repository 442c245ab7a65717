import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

let shared: Promise<string> | undefined;

/**
 * Returns the address of a database in PGlite: PostgreSQL as WebAssembly, which needs no installation. All test files of
 * this process share the database.
 */
export function pgliteDatabase(): Promise<string> {
  shared ??= start();
  return shared;
}

async function start(): Promise<string> {
  const db = await PGlite.create();
  const server = new PGLiteSocketServer({ db, port: 0, maxConnections: 20 });
  await server.start();
  return `postgres://postgres@${server.getServerConn()}/postgres`;
}
