import { OperatorError } from '../../errors.ts';
import type { BlobStore } from './blob-store.ts';
import { openFolderBlobs } from './folder-blobs.ts';

/**
 * Opens the blob store at an address: `folder:PATH`, or `s3://BUCKET/PREFIX?endpoint=URL&region=NAME`.
 * @throws OperatorError `usage` if the address is of no known kind
 */
export async function openBlobs(address: string): Promise<BlobStore> {
  const folder = /^folder:(.+)$/.exec(address)?.[1];
  if (folder !== undefined) return openFolderBlobs(folder);
  if (!/^s3:\/\/[^/?]/.test(address) || !URL.canParse(address))
    throw new OperatorError('usage', 'BLOBS takes folder:PATH or s3://BUCKET/PREFIX.');
  const { hostname, pathname, searchParams } = new URL(address);
  // Loaded only if it is used: the package is large.
  const { openS3Blobs } = await import('./s3-blobs.ts');
  return openS3Blobs({
    bucket: hostname,
    prefix: pathname.replace(/^\/|\/$/g, ''),
    endpoint: searchParams.get('endpoint') ?? undefined,
    region: searchParams.get('region') ?? undefined,
  });
}
