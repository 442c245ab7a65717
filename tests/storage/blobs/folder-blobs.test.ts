import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openFolderBlobs } from '../../../src/storage/blobs/folder-blobs.ts';
import { openBlobs } from '../../../src/storage/blobs/open-blobs.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { blobContract } from './blob-contract.ts';

describe('a folder of blobs', () => {
  blobContract(async () => openBlobs(`folder:${await temporaryFolder()}`));

  test('ignores files of others between the folders of the guilds', async () => {
    const folder = await temporaryFolder();
    const blobs = openFolderBlobs(folder);
    await blobs.put('1/a.wav', new Uint8Array(3));
    await writeFile(path.join(folder, 'README'), 'a file of the host');
    const keys: string[] = [];
    for await (const { key } of blobs.list()) keys.push(key);
    expect(keys).toEqual(['1/a.wav']);
  });
});
