import { z } from 'zod';
import { type Descriptors, SOUND_KINDS } from '../../engine/descriptors/descriptors.ts';
import { BLOCK_DIMENSIONS, PACKED_DIMENSIONS } from '../../engine/embedding.ts';
import { DamagedFileError, decodeChecksummedJson, encodeChecksummedJson } from '../../files/checksummed-json.ts';
import { decodeToFloats, floatsToBytes } from '../float-bytes.ts';
import { AUDIO_EXTENSIONS } from './audio-files.ts';

/** Converts one stored sound from one schema version to the next. */
export type Migration = (stored: unknown) => unknown;

/**
 * Migrations, the first from schema version 1 to 2, the next from 2 to 3, and so on.
 * A file is migrated when it is read, and rewritten when it next changes. Never change a released migration.
 */
const MIGRATIONS: readonly Migration[] = [];

const SCHEMA_VERSION = MIGRATIONS.length + 1;

const seconds = z.number().nonnegative();
const part = z.tuple([seconds, seconds]).readonly();
const other = { id: z.string() };
const relation = z.discriminatedUnion('kind', [
  z.object({ ...other, kind: z.literal('same recording') }),
  z.object({ ...other, kind: z.literal('excerpt'), of: z.enum(['a', 'b']), from: seconds, to: seconds }),
  z.object({ ...other, kind: z.literal('another speed'), ratio: z.number().positive() }),
  z.object({ ...other, kind: z.literal('shares a part'), a: part, b: part }),
]);

const number = z.number().nullable();
const descriptors = z.object({
  version: z.string(),
  seconds,
  lufs: number,
  truePeakDb: number,
  centroidHz: number,
  spreadHz: number,
  rolloffHz: number,
  flatness: number,
  crestDb: number,
  attackMs: number,
  tempoBpm: number,
  tempoConfidence: number,
  key: z.string().nullable(),
  keyConfidence: number,
  pitchHz: number,
  kind: z.enum(SOUND_KINDS).nullable(),
  voice: z.boolean().nullable(),
  clipped: z.boolean(),
  silenceStart: seconds,
  silenceEnd: seconds,
}) satisfies z.ZodType<Descriptors>;

/** Schema of the record of a sound. */
export const storedRecord = z.object({
  id: z.string().regex(/^[a-z0-9]{1,64}$/),
  label: z.string(),
  tags: z.array(z.string()),
  addedBy: z.object({ id: z.string(), name: z.string() }),
  addedAt: z.iso.datetime(),
  messageUrl: z.string().nullable(),
  // Files of earlier versions lack this field.
  messageAuthorId: z.string().nullable().default(null),
  seconds,
  fileName: z.string(),
  bytes: z.int().nonnegative(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  version: z.string(),
  clapModel: z.string().nullable(),
  // Derived data: a file without it needs no migration, and what another version wrote may be dropped.
  relations: z
    .object({ version: z.string(), found: z.array(relation).readonly() })
    .nullable()
    .catch(null),
  descriptors: descriptors.nullable().catch(null),
  // Files of earlier versions lack these fields.
  favoredBy: z.array(z.string()).readonly().default([]),
  license: z.string().nullable().default(null),
  source: z.string().nullable().default(null),
  stated: z.object({ tempoBpm: number, key: z.string().nullable() }).nullable().default(null),
  collections: z.array(z.string()).readonly().default([]),
  plays: z.int().nonnegative().default(0),
});

const storedSound = z.object({
  /** Position of the sound in the order of adding, over all segments of a library. */
  order: z.int().nonnegative(),
  sound: storedRecord,
  extension: z.enum(AUDIO_EXTENSIONS),
  /** The CLAP block, or null if there is none; base64 of little-endian float32. */
  clap: z.string().nullable(),
  /** The six acoustic blocks end to end; base64 of little-endian float32. */
  acoustic: z.string(),
});

const segment = z.object({ sounds: z.array(z.unknown()) });
const storedSounds = z.array(storedSound);

export type StoredSound = z.output<typeof storedSound>;

/** Encodes a segment file: JSON with the checksum first and one sound per line. */
export function encodeSegment(sounds: readonly StoredSound[], version = SCHEMA_VERSION): Buffer {
  const lines = sounds.map((stored) => JSON.stringify(stored)).join(',\n');
  return encodeChecksummedJson(version, `"sounds":[\n${lines}\n]}\n`);
}

/** Decodes the bytes of a segment file. @throws DamagedFileError, NewerFileError */
export function decodeSegment(bytes: Buffer, migrations = MIGRATIONS): StoredSound[] {
  const { version, value } = decodeChecksummedJson(bytes, migrations.length + 1);
  const { sounds } = parse(segment, value);
  const current = migrations.slice(version - 1).reduce((old, migrate) => old.map(migrate), sounds);
  return parse(storedSounds, current);
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new DamagedFileError(z.prettifyError(parsed.error), { cause: parsed.error });
  return parsed.data;
}

export type VectorText = Pick<StoredSound, 'clap' | 'acoustic'>;

/** Converts a packed vector to text. Omits the CLAP block if `hasClap` is false. */
export function vectorToText(packed: Float32Array, hasClap: boolean): VectorText {
  return {
    clap: hasClap ? floatsToBytes(packed.subarray(0, BLOCK_DIMENSIONS.clap)).toString('base64') : null,
    acoustic: floatsToBytes(packed.subarray(BLOCK_DIMENSIONS.clap)).toString('base64'),
  };
}

const vector = new Float32Array(PACKED_DIMENSIONS);
const clapBlock = vector.subarray(0, BLOCK_DIMENSIONS.clap);
const acousticBlocks = vector.subarray(BLOCK_DIMENSIONS.clap);

/**
 * Returns the packed vector, in an array that the next call overwrites; undefined if it has another engine version's
 * layout or a non-finite number.
 */
export function textToVector({ clap, acoustic }: VectorText): Float32Array | undefined {
  if (clap === null) clapBlock.fill(0);
  else if (!decodeToFloats(clap, clapBlock)) return undefined;
  return decodeToFloats(acoustic, acousticBlocks) ? vector : undefined;
}
