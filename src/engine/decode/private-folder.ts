import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const FOLDER_PREFIX = 'soundalike-decode-';
/** Age in milliseconds of a temporary folder that a killed process left behind. No decoding takes as long. */
const ABANDONED_MS = 10 * 60_000;
let removedAbandoned: Promise<void> | undefined;

/** Creates a temporary folder that only this user can enter, runs `work` with it, and removes it. */
export async function inPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  removedAbandoned ??= removeAbandonedFolders();
  await removedAbandoned;
  const folder = await mkdtemp(path.join(tmpdir(), FOLDER_PREFIX));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function removeAbandonedFolders(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(FOLDER_PREFIX))) {
    const folder = path.join(tmpdir(), name);
    const stats = await stat(folder).catch(() => null);
    const isAbandoned = stats && stats.mtimeMs < Date.now() - ABANDONED_MS;
    // If the folder belongs to another user, its removal fails, as it should.
    if (isAbandoned) await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}
