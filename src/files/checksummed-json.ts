import { createHash } from 'node:crypto';

/** Thrown if the bytes of a file are not the bytes that were written. */
export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError';
}

/** Thrown if a file was written by a later version of this program. */
export class NewerFileError extends Error {
  override readonly name = 'NewerFileError';
}

const HEADER = /^\{"version":([1-9]\d{0,8}),"sha256":"([0-9a-f]{64})",/;

/**
 * Encodes a JSON object that begins with its version and a checksum, so that any damage is noticed.
 * The checksum is the SHA-256 of the version, a line feed, and all bytes after the checksum's own field.
 * @param body the rest of the object, as JSON text without the opening brace
 */
export function encodeChecksummedJson(version: number, body: string): Buffer {
  const rest = Buffer.from(body);
  return Buffer.concat([Buffer.from(`{"version":${version},"sha256":"${checksum(version, rest)}",`), rest]);
}

/**
 * Checks and parses the bytes that {@link encodeChecksummedJson} returned.
 * @param known highest version that the caller can read
 * @throws DamagedFileError if the bytes are not as they were written
 * @throws NewerFileError if the bytes are intact, but their version is above `known`
 */
export function decodeChecksummedJson(bytes: Buffer, known: number): { version: number; value: unknown } {
  const header = HEADER.exec(bytes.toString('latin1', 0, 128));
  if (!header) throw new DamagedFileError('it does not begin with a version and a checksum');
  const version = Number(header[1]);
  if (checksum(version, bytes.subarray(header[0].length)) !== header[2])
    throw new DamagedFileError('its checksum does not match');
  if (version > known) throw new NewerFileError(`it has schema version ${version}, and this program knows ${known}`);
  return { version, value: parseJson(bytes) };
}

/** Returns the checksum in the first bytes of a file; undefined if they contain none. */
export function checksumInHeader(bytes: Buffer): string | undefined {
  return HEADER.exec(bytes.toString('latin1', 0, 128))?.[2];
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new DamagedFileError('it is not JSON', { cause });
  }
}

function checksum(version: number, body: Buffer): string {
  return createHash('sha256').update(`${version}\n`).update(body).digest('hex');
}
