import { webcrypto } from 'node:crypto';

/** The SHA-256 of bytes, in hex. Off this thread: a large file would hold it up. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
}
