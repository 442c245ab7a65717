import { OperatorError } from '../../errors.ts';
import type { BlobStore } from './blob-store.ts';
import { openFolderBlobs } from './folder-blobs.ts';

/** Opens the blob store at an address such as `folder:/srv/audio`. @throws OperatorError `usage` if it is of no known kind */
export async function openBlobs(address: string): Promise<BlobStore> {
  const folder = /^folder:(.+)$/.exec(address)?.[1];
  if (folder !== undefined) return openFolderBlobs(folder);
  throw new OperatorError('usage', 'BLOBS takes folder:PATH.');
}
