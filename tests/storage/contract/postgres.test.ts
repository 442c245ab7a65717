import { describe } from 'vitest';
import { findPostgres, sharedPostgres } from '../../helpers/postgres-server.ts';
import { postgresPlace } from '../helpers/postgres-place.ts';
import { storeContract } from './store-contract.ts';

const isInstalled = findPostgres() !== undefined;
if (!isInstalled) console.log('PostgreSQL is not installed; its store is tested on PGlite only.');

describe.runIf(isInstalled)('the store in PostgreSQL', () => {
  let url: Promise<string> | undefined;
  storeContract(async () => {
    url ??= sharedPostgres().then((server) => server.createDatabase());
    return postgresPlace(await url);
  });
});
