import { z } from 'zod';
import { BLOCK_NAMES } from '../engine/embedding.ts';
import { LEVELS, MAX_IDS, MAX_TOP, SEARCH_ORDERS, type Settings } from './settings.ts';

const id = z.string().regex(/^\d{1,20}$/);
const ids = z.array(id).max(MAX_IDS).nullable();
const limit = z.int().positive().nullable();

/**
 * The settings as stored. The key `least` is `minScore`, `leveled` is `isLeveled`, `shared` is `sharedChannels`, and
 * `lost` is `isFallback`.
 */
export const storedSettings = z.object({
  adders: ids,
  removers: ids,
  channels: ids,
  // Files of earlier versions lack this field.
  shared: z.array(z.string().regex(/^\d{1,20}$/)).default([]),
  top: z.int().min(1).max(MAX_TOP),
  least: z.int().min(0).max(100),
  levels: z.record(z.enum(BLOCK_NAMES), z.enum(LEVELS)),
  // Files of earlier versions lack this field.
  order: z.enum(SEARCH_ORDERS).default('library'),
  // Files of earlier versions lack this field.
  leveled: z.boolean().default(false),
  // Files of earlier versions lack these fields.
  license: z.string().nullable().default(null),
  logChannel: id.nullable().default(null),
  dailyChannel: id.nullable().default(null),
  dailyPosted: z.string().nullable().default(null),
  sounds: limit,
  bytes: limit,
  soundsPerMember: limit,
  lost: z.boolean(),
});

type StoredSettings = z.output<typeof storedSettings>;

/** Converts settings to their stored form. @throws ZodError if they are invalid, so that they could not be read again */
export function toStoredSettings(settings: Settings): StoredSettings {
  const { minScore, isLeveled, sharedChannels, isFallback, ...rest } = settings;
  const names = { least: minScore, leveled: isLeveled, shared: sharedChannels, lost: isFallback };
  return storedSettings.parse({ ...rest, ...names });
}

/** Converts settings from their stored form. */
export function fromStoredSettings({ least, leveled, shared, lost, ...rest }: StoredSettings): Settings {
  return { ...rest, minScore: least, isLeveled: leveled, sharedChannels: shared, isFallback: lost };
}
