import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AUDIO_EXTENSIONS } from './audio-extension.ts';
import { MIGRATIONS } from './migrations.ts';

/** Written into every segment file. Each migration leads from one version to the next. */
const SCHEMA_VERSION = MIGRATIONS.length + 1;

const sound = z.object({
  id: z.string().regex(/^[a-z0-9]{1,64}$/),
  label: z.string(),
  tags: z.array(z.string()),
  addedBy: z.object({ id: z.string(), name: z.string() }),
  addedAt: z.iso.datetime(),
  messageUrl: z.string().nullable(),
  seconds: z.number().nonnegative(),
  fileName: z.string(),
  bytes: z.int().nonnegative(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  version: z.string(),
  clapModel: z.string().nullable(),
});

const storedSound = z.object({
  /** Place in the order of adding, over all segments of a library. */
  order: z.int().nonnegative(),
  sound,
  /** Extension of the kept original. */
  extension: z.enum(AUDIO_EXTENSIONS),
  /** The CLAP block, or null where there is none; base64 of little-endian float32. */
  clap: z.string().nullable(),
  /** The six acoustic blocks end to end; base64 of little-endian float32. */
  acoustic: z.string(),
});

const segment = z.object({ version: z.int().positive(), sha256: z.string(), sounds: z.array(z.unknown()) });

/** A sound as it stands in a segment file. */
export type StoredSound = z.output<typeof storedSound>;

/** The file is not what was once written to it. */
export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError';
}

/** The file was written by a later version of this program. */
export class NewerFileError extends Error {
  override readonly name = 'NewerFileError';
}

/**
 * A segment as the bytes of its file: JSON with one sound a line, the checksum first. The checksum is the SHA-256
 * of the version, a line feed, and all bytes that follow the checksum's own field.
 */
export function encodeSegment(sounds: readonly StoredSound[], version = SCHEMA_VERSION): Buffer {
  const lines = sounds.map((stored) => JSON.stringify(stored)).join(',\n');
  const body = Buffer.from(`"sounds":[\n${lines}\n]}\n`);
  const header = `{"version":${version},"sha256":"${checksum(version, body)}",`;
  return Buffer.concat([Buffer.from(header), body]);
}

const HEADER = /^\{"version":(\d{1,9}),"sha256":"([0-9a-f]{64})",/;

/**
 * @throws DamagedFileError where the bytes are not as they were written.
 * @throws NewerFileError where they are, by a version of the program that this one does not know.
 */
export function decodeSegment(bytes: Buffer, migrations = MIGRATIONS): StoredSound[] {
  const header = HEADER.exec(bytes.toString('latin1', 0, 128));
  if (!header) throw new DamagedFileError('it does not begin as a segment file does');
  const version = Number(header[1]);
  if (checksum(version, bytes.subarray(header[0].length)) !== header[2])
    throw new DamagedFileError('its checksum does not match');
  const known = migrations.length + 1;
  if (version > known) throw new NewerFileError(`it has schema version ${version}, and this program knows ${known}`);

  const { sounds } = segment.parse(JSON.parse(bytes.toString('utf8')));
  const current = migrations.slice(version - 1).reduce((old, migrate) => old.map(migrate), sounds);
  const parsed = z.array(storedSound).safeParse(current);
  if (!parsed.success) throw new DamagedFileError(z.prettifyError(parsed.error), { cause: parsed.error });
  return parsed.data;
}

/** The checksum that stands in a file's first bytes, or undefined where none does. */
export function checksumInHeader(bytes: Buffer): string | undefined {
  return HEADER.exec(bytes.toString('latin1', 0, 128))?.[2];
}

function checksum(version: number, body: Buffer): string {
  return createHash('sha256').update(`${version}\n`).update(body).digest('hex');
}
