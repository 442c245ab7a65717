import { describe } from 'vitest';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { openIn } from '../helpers/data-folder.ts';
import { storeContract } from './store-contract.ts';

describe('the store in files', () => {
  storeContract(async () => {
    const dataDir = await temporaryFolder();
    return { open: (options) => openIn(dataDir, options) };
  });
});
