import pg from 'pg';
import { onTestFinished } from 'vitest';
import { openFolderBlobs } from '../../../src/storage/blobs/folder-blobs.ts';
import { openPostgresLibraries } from '../../../src/storage/postgres/store.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import type { Place } from '../contract/place.ts';

const TABLES = ['sounds', 'derived', 'audio_messages', 'guilds'];

/** The connections that empty the databases. A new connection would have to read the definitions of all tables. */
const pools = new Map<string, pg.Pool>();

/**
 * Returns an empty place in the database at `url`, with the audio in a temporary folder. Empties the database, which is
 * faster than to create another, so no other place may be in use.
 */
export async function postgresPlace(url: string): Promise<Place> {
  const folder = await temporaryFolder();
  const pool = pools.get(url) ?? new pg.Pool({ connectionString: url, max: 1, allowExitOnIdle: true });
  if (!pools.has(url)) pool.on('error', () => undefined);
  pools.set(url, pool);
  const { rows } = await pool.query("select to_regclass('guilds') is not null as exists");
  if (rows[0]?.exists) await pool.query(TABLES.map((table) => `delete from ${table};`).join(''));
  return {
    async open(options) {
      const libraries = await openPostgresLibraries({ url, blobs: openFolderBlobs(folder), ...options });
      onTestFinished(() => libraries.close());
      return libraries;
    },
  };
}
