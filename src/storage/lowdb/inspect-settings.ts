import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { unlessMissing } from '../../files/fs-errors.ts';
import type { Fault } from '../../files/issue.ts';
import { checkCopies } from './inspect-copies.ts';
import { openSettingsFile, SETTINGS_FILE } from './settings-file.ts';
import { decodeSettings } from './settings-format.ts';

/** Looks at a guild's settings, if it has any, and their second copy. */
export async function checkSettings(folder: string): Promise<readonly Fault[]> {
  const names = (await unlessMissing(readdir(folder))) ?? [];
  if (!names.includes(SETTINGS_FILE) && !names.includes(`${SETTINGS_FILE}.bak`)) return [];
  const restore = async () => {
    await openSettingsFile(folder, () => {});
  };
  return (await checkCopies({ file: path.join(folder, SETTINGS_FILE), decode: decodeSettings, restore })).faults;
}
