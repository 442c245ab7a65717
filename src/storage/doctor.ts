import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { errorCode, isUnwritable, unlessMissing } from '../files/fs-errors.ts';
import type { Fault } from '../files/issue.ts';
import { lockFolder } from '../files/lock.ts';
import type { Finding } from './finding.ts';
import { checkAudio } from './lowdb/inspect-audio.ts';
import { checkSegments } from './lowdb/inspect-segments.ts';
import { checkSettings } from './lowdb/inspect-settings.ts';

export type { Finding } from './finding.ts';

/**
 * Checks all guilds' files in a data folder, every byte of them, and repairs what can be repaired. Nothing is
 * deleted but what a write that was cut short left over; what is damaged is put aside.
 * @throws UserError `busy` where a bot is running on the folder.
 */
export async function checkDataFolder(dataDir: string, { repair = false } = {}): Promise<Finding[]> {
  const root = path.join(dataDir, 'guilds');
  const guilds = (await unlessMissing(readdir(root)))?.sort() ?? [];
  if (guilds.length === 0) return [];
  const unlock = await lockFolder(dataDir).catch((error) => {
    if (!isUnwritable(error)) throw error;
    return async () => {};
  });
  try {
    const findings: Finding[] = [];
    for (const guild of guilds) {
      const folder = path.join(root, guild);
      const faults = await checkGuild(folder).catch((error) => [
        { file: folder, problem: `cannot be looked through: ${codeOf(error)}` },
      ]);
      for (const fault of faults) findings.push(await deal(fault, dataDir, repair));
    }
    return findings;
  } finally {
    await unlock();
  }
}

/** Repairs a fault where that is wanted and can be done; where it fails, the others are dealt with all the same. */
async function deal(fault: Fault, dataDir: string, repair: boolean): Promise<Finding> {
  const file = path.relative(dataDir, fault.file);
  const { problem, remedy = null } = fault;
  if (!repair || !fault.repair) return { file, problem, remedy, repaired: false };
  try {
    await fault.repair();
    return { file, problem, remedy, repaired: true };
  } catch (error) {
    return { file, problem: `${problem}; not repaired: ${codeOf(error)}`, remedy, repaired: false };
  }
}

/** The system's name of an error. @throws all that is not the system's */
function codeOf(error: unknown): string {
  const code = errorCode(error);
  if (code === undefined) throw error;
  return code;
}

async function checkGuild(folder: string): Promise<Fault[]> {
  if (!/^\d{1,20}$/.test(path.basename(folder)))
    return [{ file: folder, problem: 'is not named by a guild id, and not used' }];
  const { sounds, isComplete, faults } = await checkSegments(folder);
  // Audio that no known sound has may be that of an unknown one, and is not to be put aside.
  const audio = isComplete ? await checkAudio(folder, sounds) : [];
  return [...faults, ...(await checkSettings(folder)), ...audio];
}
