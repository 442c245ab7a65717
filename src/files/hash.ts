import { webcrypto } from 'node:crypto';

/** Computes the SHA-256 of bytes, in hexadecimal. Runs in another thread, because a large file would block this one. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
}
