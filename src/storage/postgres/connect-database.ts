import { setTimeout as wait } from 'node:timers/promises';
import { isExpected, OperatorError, UserError } from '../../errors.ts';
import { errorCode } from '../../files/fs-errors.ts';
import type { StorageLog } from '../libraries.ts';
import { type Database, openDatabase } from './database.ts';
import { migrateSchema } from './migrate-schema.ts';

const MAX_PAUSE_MS = 15_000;

/**
 * Connects to a database and brings its tables up to date. As long as the database cannot be reached, this waits.
 * @throws OperatorError `usage` if the database rejects the name, the password or the tables
 */
export async function connectDatabase(url: string, log?: StorageLog): Promise<Database> {
  const database = openDatabase(url, log);
  for (let pause = 1000; ; pause = Math.min(2 * pause, MAX_PAUSE_MS)) {
    try {
      await migrateSchema(database);
      return database;
    } catch (error) {
      if (error instanceof UserError) {
        const reason = error.cause instanceof Error ? error.cause.message : error.message;
        log?.warn({ reason }, 'the database cannot be used; trying again until it can');
        await wait(pause);
        continue;
      }
      await database.close();
      if (isExpected(error) || errorCode(error) === undefined || !(error instanceof Error)) throw error;
      throw new OperatorError('usage', `The database at DATABASE_URL cannot be used: ${error.message}`, {
        cause: error,
      });
    }
  }
}
