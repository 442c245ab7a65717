import { describe } from 'vitest';
import { pgliteDatabase } from '../../helpers/pglite-server.ts';
import { postgresPlace } from '../helpers/postgres-place.ts';
import { storeContract } from './store-contract.ts';

describe('the store in PGlite', () => {
  storeContract(async () => postgresPlace(await pgliteDatabase()));
});
