import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Low } from 'lowdb';
import { errorCode, unlessMissing } from '../../files/fs-errors.ts';
import { createMirroredFile, type FileProblem } from '../../files/mirrored-file.ts';
import { DEFAULT_SETTINGS, LOST_SETTINGS, type Settings } from '../settings.ts';
import { decodeSettings, encodeSettings } from './settings-format.ts';

export const SETTINGS_FILE = 'settings.json';

/** The settings of a guild's folder, as a lowdb database that was read. */
export async function openSettingsFile(folder: string, report: (problem: FileProblem) => void): Promise<Low<Settings>> {
  const file = path.join(folder, SETTINGS_FILE);
  const quarantine = path.join(folder, 'quarantine');
  const stored = createMirroredFile({ file, encode: encodeSettings, decode: decodeSettings, quarantine, report });
  const low = new Low<Settings>(stored, DEFAULT_SETTINGS);
  await low.read();
  const isMissing = low.data === DEFAULT_SETTINGS;
  // Some may have been put aside earlier, when a full disk did not let their loss be written down.
  if (stored.lost || (isMissing && (await wereDamaged(quarantine)))) {
    low.data = LOST_SETTINGS;
    report({ file, problem: 'only managers may add, and remove the sounds of others, until /settings is used' });
    await low.write().catch((cause) => report({ file, problem: `not written anew: ${errorCode(cause)}` }));
  }
  return low;
}

/** Whether damaged settings were ever put aside. */
async function wereDamaged(quarantine: string): Promise<boolean> {
  const names = (await unlessMissing(readdir(quarantine))) ?? [];
  return names.some((name) => name.startsWith(SETTINGS_FILE));
}
