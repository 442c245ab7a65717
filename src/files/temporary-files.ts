import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { errorCode, explainDiskError, unlessMissing } from './fs-errors.ts';

/** Files that exist only while a task runs, such as downloads. */
export interface TemporaryFiles {
  /**
   * Calls `write` with the path of a new file. If the disk of the data folder is full or read-only, calls `write` once
   * more with a path in the temporary folder of the system, so that searches work nevertheless.
   */
  write<T>(write: (file: string) => Promise<T>): Promise<T>;
  /** Removes all files. Ignores a failure, for example on a read-only disk. */
  close(): Promise<void>;
}

const FOLDER = 'temporary';

/**
 * Opens the folder of temporary files in a data folder, and removes what a killed process left in it. The caller must
 * have locked the data folder.
 * @param dataDir null to use only the temporary folder of the system
 */
export async function openTemporaryFiles(dataDir: string | null): Promise<TemporaryFiles> {
  const folder = dataDir === null ? null : path.join(dataDir, FOLDER);
  // A read-only disk keeps what was left. New files then go to the temporary folder of the system.
  if (folder) await rm(folder, { recursive: true, force: true }).catch(() => {});
  let elsewhere: Promise<string> | undefined;
  const inSystem = async () => {
    elsewhere ??= mkdtemp(path.join(tmpdir(), 'soundalike-files-')).catch((error: unknown) => {
      elsewhere = undefined;
      throw error;
    });
    return elsewhere;
  };
  const writeIn = async <T>(parent: string, write: (file: string) => Promise<T>) => {
    // Not recursive, because Node.js would then tell ENOENT instead of that the disk is read-only.
    await mkdir(parent, { mode: 0o700 }).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
    const file = path.join(parent, randomUUID());
    try {
      return await write(file);
    } catch (error) {
      await rm(file, { force: true }).catch(() => {});
      throw error;
    }
  };
  return {
    async write(write) {
      if (folder) {
        try {
          return await writeIn(folder, write);
        } catch (error) {
          const isDiskError = explainDiskError(error) !== error;
          if (!isDiskError) throw error;
        }
      }
      return writeIn(await inSystem(), write);
    },
    async close() {
      for (const each of [folder, await elsewhere?.catch(() => null)])
        if (each) await rm(each, { recursive: true, force: true }).catch(() => {});
    },
  };
}

/** Removes a temporary file, and the files beside it whose names begin with its name. */
export async function removeFiles(file: string): Promise<void> {
  const folder = path.dirname(file);
  const names = (await unlessMissing(readdir(folder))) ?? [];
  const own = names.filter((name) => name.startsWith(path.basename(file)));
  await Promise.all(own.map((name) => rm(path.join(folder, name), { force: true })));
}
