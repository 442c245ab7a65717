import { z } from 'zod';
import { BLOCK_NAMES } from '../../engine/embedding.ts';
import { DamagedFileError, seal, unseal } from '../../files/checksummed-json.ts';
import { LEVELS, MAX_IDS, MAX_TOP, type Settings } from '../settings.ts';

/** Written into every settings file. A next one comes with a step that leads to it, as in migrations.ts. */
const SCHEMA_VERSION = 1;

const ids = z
  .array(z.string().regex(/^\d{1,20}$/))
  .max(MAX_IDS)
  .nullable();
const room = z.int().positive().nullable();

const settings = z.object({
  adders: ids,
  removers: ids,
  channels: ids,
  top: z.int().min(1).max(MAX_TOP),
  least: z.int().min(0).max(100),
  levels: z.record(z.enum(BLOCK_NAMES), z.enum(LEVELS)),
  sounds: room,
  bytes: room,
  soundsPerMember: room,
  lost: z.boolean(),
});
const file = z.object({ settings });

/** Settings as the bytes of their file. @throws ZodError where they are not such as could be read again. */
export function encodeSettings(given: Settings, version = SCHEMA_VERSION): Buffer {
  return seal(version, `"settings":${JSON.stringify(settings.parse(given), null, 1)}}\n`);
}

/** @throws DamagedFileError, NewerFileError */
export function decodeSettings(bytes: Buffer): Settings {
  const parsed = file.safeParse(unseal(bytes, SCHEMA_VERSION).value);
  if (!parsed.success) throw new DamagedFileError(z.prettifyError(parsed.error), { cause: parsed.error });
  return parsed.data.settings;
}
