import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PREFIX = 'soundalike-decode-';
/** No decoding takes as long: a folder this old was left by a thread or a process that was killed. */
const ABANDONED_MS = 10 * 60_000;
let swept: Promise<void> | undefined;

/** Runs `work` with a new folder that only this user can enter, and removes the folder whatever happens. */
export async function inPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  swept ??= sweep();
  await swept;
  const folder = await mkdtemp(path.join(tmpdir(), PREFIX));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sweep(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(PREFIX))) {
    const folder = path.join(tmpdir(), name);
    const stats = await stat(folder).catch(() => null);
    const abandoned = stats && stats.mtimeMs < Date.now() - ABANDONED_MS;
    // Another user's folder cannot be removed, which is as it should be.
    if (abandoned) await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}
