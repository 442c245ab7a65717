import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Digest } from './model-manifest.ts';

/** Length and SHA-256 of a file, read a megabyte at a time. @throws what reading it throws */
export async function digestFile(path: string): Promise<Digest> {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = createReadStream(path, { highWaterMark: 1 << 20 });
  stream.on('data', (chunk) => {
    bytes += chunk.length;
  });
  await pipeline(stream, hash);
  return { bytes, sha256: hash.digest('hex') };
}
