import { webcrypto } from 'node:crypto';

/** Computes the SHA-256 of bytes, as hex. Runs off this thread, which a large file would block. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
}
