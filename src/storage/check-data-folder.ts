import path from 'node:path';
import { readNames } from '../files/foreign-files.ts';
import { errorCode, isUnwritable, unlessMissing } from '../files/fs-errors.ts';
import { lockFolder } from '../files/lock.ts';
import type { Issue } from '../files/mirrored-file.ts';
import { inspectGuild } from './lowdb/inspect-guild.ts';

export interface CheckedIssue extends Pick<Issue, 'file' | 'problem'> {
  readonly file: string;
  /** Instruction for the repair; null if a person has to decide what to do. */
  readonly remedy: string | null;
  readonly repaired: boolean;
}

/**
 * Checks every byte of the files of all guilds in a data folder, as a dry run of opening the folder.
 * `repair` runs all repairs: damaged files go into quarantine, and only leftovers of interrupted writes are deleted.
 * @throws OperatorError `busy` if a bot is running on the folder
 */
export async function checkDataFolder(dataDir: string, { repair = false } = {}): Promise<CheckedIssue[]> {
  const root = path.join(dataDir, 'guilds');
  const guilds = (await unlessMissing(readNames(root)))?.sort() ?? [];
  if (guilds.length === 0) return [];
  const unlock = await lockFolder(dataDir).catch((error) => {
    if (!isUnwritable(error)) throw error;
    return async () => {};
  });
  try {
    const checked: CheckedIssue[] = [];
    for (const guild of guilds)
      for (const issue of await issuesOf(path.join(root, guild))) checked.push(await settle(issue, dataDir, repair));
    return checked;
  } finally {
    await unlock();
  }
}

async function issuesOf(folder: string): Promise<Issue[]> {
  if (!/^\d{1,20}$/.test(path.basename(folder)))
    return [{ file: folder, problem: 'is not named by a guild id, and not used' }];
  return inspectGuild(folder).catch((error) => [{ file: folder, problem: `cannot be read: ${codeOf(error)}` }]);
}

/** Repairs an issue if that is requested and possible. A repair that fails does not stop the others. */
async function settle(issue: Issue, dataDir: string, wanted: boolean): Promise<CheckedIssue> {
  const { problem, remedy = null, repair } = issue;
  const listed = { file: path.relative(dataDir, issue.file), problem, remedy, repaired: false };
  if (!wanted || !repair) return listed;
  try {
    await repair();
    return { ...listed, repaired: true };
  } catch (error) {
    return { ...listed, problem: `${problem}; not repaired: ${codeOf(error)}` };
  }
}

/** Returns the system's code of an error, such as `EACCES`. @throws the error itself if it has no such code */
function codeOf(error: unknown): string {
  const code = errorCode(error);
  if (code === undefined) throw error;
  return code;
}
