import { z } from 'zod';
import { DamagedFileError, seal, unseal } from '../../files/checksummed-json.ts';
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

const segment = z.object({ sounds: z.array(z.unknown()) });
const storedSounds = z.array(storedSound);

/** A sound as it stands in a segment file. */
export type StoredSound = z.output<typeof storedSound>;

/** A segment as the bytes of its file: JSON with one sound a line, the checksum first. */
export function encodeSegment(sounds: readonly StoredSound[], version = SCHEMA_VERSION): Buffer {
  const lines = sounds.map((stored) => JSON.stringify(stored)).join(',\n');
  return seal(version, `"sounds":[\n${lines}\n]}\n`);
}

/** @throws DamagedFileError, NewerFileError */
export function decodeSegment(bytes: Buffer, migrations = MIGRATIONS): StoredSound[] {
  const { version, value } = unseal(bytes, migrations.length + 1);
  const { sounds } = parse(segment, value);
  const current = migrations.slice(version - 1).reduce((old, migrate) => old.map(migrate), sounds);
  return parse(storedSounds, current);
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new DamagedFileError(z.prettifyError(parsed.error), { cause: parsed.error });
  return parsed.data;
}
