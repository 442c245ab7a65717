import { describe } from 'vitest';
import { openBlobs } from '../../../src/storage/blobs/open-blobs.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { blobContract } from './blob-contract.ts';

describe('a folder of blobs', () => {
  blobContract(async () => openBlobs(`folder:${await temporaryFolder()}`));
});
