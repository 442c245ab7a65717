import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const FOLDER_PREFIX = 'soundalike-decode-';
/** Age in milliseconds from which a folder is removed whatever its name says. No decoding takes as long. */
const ABANDONED_MS = 10 * 60_000;
let removal: Promise<void> | undefined;

/**
 * Creates a temporary folder that only this user can enter, runs `work` with it, and removes it. The name of the folder
 * has the id of this process.
 */
export async function inPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Removes the folders of killed processes. Must be called before the first folder of this process is created, because
 * a process in a container can have the id of the killed one. Later calls do nothing.
 */
export async function removeAbandonedFolders(): Promise<void> {
  removal ??= remove();
  await removal;
}

async function remove(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(FOLDER_PREFIX))) {
    const folder = path.join(tmpdir(), name);
    const pid = Number(/^(\d+)-/.exec(name.slice(FOLDER_PREFIX.length))?.[1] ?? Number.NaN);
    const stats = await stat(folder).catch(() => null);
    const isOld = stats !== null && stats.mtimeMs < Date.now() - ABANDONED_MS;
    // If the folder belongs to another user, its removal fails, as it should.
    if (isOld || (pid > 0 && !isOther(pid))) await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

/** Returns whether a process with this id runs, other than this one. */
function isOther(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process exists, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
