import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Low } from 'lowdb';
import { z } from 'zod';
import { DamagedFileError, decodeChecksummedJson, encodeChecksummedJson } from '../../files/checksummed-json.ts';
import { errorCode, explainDiskError, unlessMissing } from '../../files/fs-errors.ts';
import { createMirroredFile, type Issue, type MirroredFile } from '../../files/mirrored-file.ts';
import type { ChangeQueue } from '../change-queue.ts';
import type { StorageLog } from '../libraries.ts';
import {
  changedSettings,
  DEFAULT_SETTINGS,
  FALLBACK_SETTINGS,
  type Settings,
  type SettingsStore,
} from '../settings.ts';
import { fromStoredSettings, storedSettings, toStoredSettings } from '../stored-settings.ts';

/** Schema version of a settings file. A new version needs a migration, as in segment-format.ts. */
const SCHEMA_VERSION = 1;
const SETTINGS_FILE = 'settings.json';

const file = z.object({ settings: storedSettings });

/** Encodes a settings file. @throws ZodError if the settings are invalid, so that they could not be read again */
export function encodeSettings(given: Settings, version = SCHEMA_VERSION): Buffer {
  return encodeChecksummedJson(version, `"settings":${JSON.stringify(toStoredSettings(given), null, 1)}}\n`);
}

/** Decodes the bytes of a settings file. @throws DamagedFileError, NewerFileError */
export function decodeSettings(bytes: Buffer): Settings {
  const parsed = file.safeParse(decodeChecksummedJson(bytes, SCHEMA_VERSION).value);
  if (!parsed.success) throw new DamagedFileError(z.prettifyError(parsed.error), { cause: parsed.error });
  return fromStoredSettings(parsed.data.settings);
}

export interface LowdbSettingsOptions {
  readonly folderOf: (guildId: string) => string;
  readonly log: StorageLog | undefined;
  readonly changes: ChangeQueue;
  /** Signal that aborts when the store closes. After that, no file is read or changed. */
  readonly closing: AbortSignal;
}

/**
 * Opens the settings of all guilds. Each file is read once, and again after `drop`. `idle` resolves once no file is
 * being read.
 */
export function createLowdbSettings({
  folderOf,
  log,
  changes,
  closing,
}: LowdbSettingsOptions): SettingsStore & { idle(): Promise<void>; drop(guildId: string): void } {
  const files = new Map<string, Promise<Low<Settings>>>();

  const open = (guildId: string) => {
    const known = files.get(guildId);
    if (known) return known;
    closing.throwIfAborted();
    const folder = folderOf(guildId);
    const opening = openSettings(folder, (issue) =>
      log?.warn(
        { guildId, file: path.relative(folder, issue.file), problem: issue.problem },
        'the settings are not as they should be',
      ),
    );
    files.set(guildId, opening);
    // A failed read is not cached, so that the next call tries again.
    opening.catch(() => files.delete(guildId));
    return opening;
  };

  const replace = async (guildId: string, after: (before: Settings) => Settings) => {
    closing.throwIfAborted();
    return changes.run(guildId, async () => {
      const low = await open(guildId);
      const changed = after(low.data);
      try {
        await low.adapter.write(changed);
      } catch (error) {
        throw explainDiskError(error);
      }
      // Readers see the change only once it is durable.
      low.data = changed;
      return changed;
    });
  };

  return {
    async read(guildId) {
      return (await open(guildId)).data;
    },
    change: (guildId, change) => replace(guildId, (before) => changedSettings(before, change)),
    async restore(guildId, settings) {
      await replace(guildId, () => settings);
    },
    drop: (guildId) => void files.delete(guildId),
    async idle() {
      await Promise.allSettled(files.values());
    },
  };
}

/** Creates the settings file of a guild's folder, with its second copy. */
export function settingsFile(folder: string, report: (issue: Issue) => void): MirroredFile<Settings> {
  return createMirroredFile({
    file: path.join(folder, SETTINGS_FILE),
    encode: encodeSettings,
    decode: decodeSettings,
    quarantine: path.join(folder, 'quarantine'),
    report,
  });
}

/** Reads the settings in a guild's folder. Settings that were lost to damage are replaced by restrictive ones. */
async function openSettings(folder: string, report: (issue: Issue) => void): Promise<Low<Settings>> {
  const stored = settingsFile(folder, report);
  const low = new Low<Settings>(stored, DEFAULT_SETTINGS);
  await low.read();
  const isMissing = low.data === DEFAULT_SETTINGS;
  // Damaged settings may have been quarantined before the last start, without a replacement because the disk was full.
  if (stored.isLost || (isMissing && (await wereDamaged(folder)))) {
    const file = path.join(folder, SETTINGS_FILE);
    low.data = FALLBACK_SETTINGS;
    report({ file, problem: 'only managers may add, and remove the sounds of others, until /settings is used' });
    await low.write().catch((cause) => report({ file, problem: `not written again: ${errorCode(cause)}` }));
  }
  return low;
}

/** Returns whether damaged settings were ever moved into quarantine. */
async function wereDamaged(folder: string): Promise<boolean> {
  const names = (await unlessMissing(readdir(path.join(folder, 'quarantine')))) ?? [];
  return names.some((name) => name.startsWith(SETTINGS_FILE));
}
