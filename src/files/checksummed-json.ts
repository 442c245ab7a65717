import { createHash } from 'node:crypto';

/** The file is not what was once written to it. */
export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError';
}

/** The file was written by a later version of this program. */
export class NewerFileError extends Error {
  override readonly name = 'NewerFileError';
}

const HEADER = /^\{"version":([1-9]\d{0,8}),"sha256":"([0-9a-f]{64})",/;

/**
 * JSON that tells whether it is as it was written: `body` is the rest of an object that begins with its version and
 * a checksum, the SHA-256 of the version, a line feed, and all bytes that follow the checksum's own field.
 */
export function seal(version: number, body: string): Buffer {
  const rest = Buffer.from(body);
  return Buffer.concat([Buffer.from(`{"version":${version},"sha256":"${checksum(version, rest)}",`), rest]);
}

/**
 * The opposite of {@link seal}: the parsed object, its version at most `known`.
 * @throws DamagedFileError where the bytes are not as they were written.
 * @throws NewerFileError where they are, by a version of the program that this one does not know.
 */
export function unseal(bytes: Buffer, known: number): { version: number; value: unknown } {
  const header = HEADER.exec(bytes.toString('latin1', 0, 128));
  if (!header) throw new DamagedFileError('it does not begin as such a file does');
  const version = Number(header[1]);
  if (checksum(version, bytes.subarray(header[0].length)) !== header[2])
    throw new DamagedFileError('its checksum does not match');
  if (version > known) throw new NewerFileError(`it has schema version ${version}, and this program knows ${known}`);
  return { version, value: parseJson(bytes) };
}

/** The checksum that stands in a file's first bytes, or undefined where none does. */
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
