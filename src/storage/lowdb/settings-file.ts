import path from 'node:path';
import { Low } from 'lowdb';
import { DEFAULT_SETTINGS, LOST_SETTINGS, type Settings } from '../settings.ts';
import { errorCode } from './disk-error.ts';
import { decodeSettings, encodeSettings } from './settings-format.ts';
import { createTwoCopies, type FileProblem } from './two-copies.ts';

export const SETTINGS_FILE = 'settings.json';

/** The settings of a guild's folder, as a lowdb database that was read. */
export async function openSettingsFile(folder: string, report: (problem: FileProblem) => void): Promise<Low<Settings>> {
  const file = path.join(folder, SETTINGS_FILE);
  const stored = createTwoCopies({
    file,
    encode: encodeSettings,
    decode: decodeSettings,
    quarantine: path.join(folder, 'quarantine'),
    report,
  });
  const low = new Low<Settings>(stored, DEFAULT_SETTINGS);
  await low.read();
  if (stored.lost) {
    low.data = LOST_SETTINGS;
    report({ file, problem: 'only managers may add, and remove the sounds of others, until /settings is used' });
    // Written down, because the damaged files are put aside: after a restart nothing would tell of them any more.
    await low.write().catch((cause) => report({ file, problem: `not written anew: ${errorCode(cause)}` }));
  }
  return low;
}
