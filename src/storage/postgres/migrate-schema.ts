import { z } from 'zod';
import { OperatorError } from '../../errors.ts';
import type { Database, Session } from './database.ts';
import { MIGRATIONS } from './migrations.ts';

/** Key of the advisory lock under which one process at a time changes the schema. */
const LOCK = 5747_2026;
const exists = z.object({ exists: z.boolean() });
const versions = z.object({ version: z.coerce.number().nullable() });

/** Returns how many migrations a database lacks, without changing the database. */
export async function missingMigrations({ rows }: Pick<Database, 'rows'>): Promise<number> {
  const [found] = await rows(exists, "select to_regclass('schema_migrations') is not null as exists");
  return MIGRATIONS.length - (found?.exists ? await schemaVersion({ rows }) : 0);
}

async function schemaVersion({ rows }: Pick<Session, 'rows'>): Promise<number> {
  const [row] = await rows(versions, 'select max(version) as version from schema_migrations');
  const version = row?.version ?? 0;
  if (version <= MIGRATIONS.length) return version;
  throw new OperatorError(
    'usage',
    `The database has version ${version} of the tables, and this version of Soundalike knows ${MIGRATIONS.length}. Update the bot.`,
  );
}

/**
 * Brings the tables of a database up to date. Each migration is a transaction.
 * @throws OperatorError `usage` if a later version of this program has changed the tables
 */
export async function migrateSchema(database: Database): Promise<void> {
  for (let isCurrent = false; !isCurrent; ) {
    isCurrent = await database.transaction(async ({ rows, execute }) => {
      // The lock ends with the transaction, so that it also works through a pooler.
      await execute('select pg_advisory_xact_lock($1)', [LOCK]);
      await execute(
        'create table if not exists schema_migrations (version int primary key, applied_at timestamptz not null)',
      );
      const version = await schemaVersion({ rows });
      const migration = MIGRATIONS[version];
      if (migration === undefined) return true;
      await execute(migration);
      await execute('insert into schema_migrations values ($1, now())', [version + 1]);
      return false;
    });
  }
}
