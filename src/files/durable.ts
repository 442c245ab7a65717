import { constants, copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { errorCode, unlessMissing } from './fs-errors.ts';

/** Writes a file, and resolves once its bytes are on the disk. If it rejects, it leaves no file behind. */
export async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  // A killed process may have left the file. `wx` creates a new one, and never writes through a planted symbolic link.
  await rm(file, { force: true });
  const handle = await open(file, 'wx');
  try {
    // writeFile repeats short writes until all bytes are written; a single write() to a full disk may stop halfway.
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

/** Copies a file, and resolves once the copy is on the disk. If the copy fails, no part of it is left. */
export async function copyDurably(from: string, to: string): Promise<void> {
  await rm(to, { force: true });
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL);
    const handle = await open(to, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await rm(to, { force: true });
    throw error;
  }
}

/**
 * Replaces the content of a file atomically.
 * At every moment, the file has all of the old or all of the new content. The new content is durable once the caller
 * has synced the folder. (The package write-file-atomic syncs no folders and accepts short writes.)
 */
export async function replaceFile(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.tmp`;
  await writeDurably(temporary, bytes);
  try {
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Makes new, changed and removed names in a folder durable, which syncing a file does not do. */
export async function syncFolder(folder: string): Promise<void> {
  await syncAfter(folder, async () => {});
}

/** Runs `change`, then makes the changed names in a folder durable. Rejects first if the folder cannot be opened. */
export async function syncAfter(folder: string, change: () => Promise<void>): Promise<void> {
  // Windows cannot open a folder, but makes changed names durable by itself.
  if (process.platform === 'win32') return change();
  const handle = await open(folder, 'r');
  try {
    await change();
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Creates a folder and the missing folders above it, durably. */
export async function makeFolder(folder: string): Promise<void> {
  const above = path.dirname(path.resolve(folder));
  // Not `recursive`: in a folder that takes no files and answers ENOENT, such as /proc, Node.js would try for ever.
  const isMade = await makeOne(folder).catch(async (error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
    // If the folder above exists, another call has just created it, or the second attempt throws the error again.
    if (!(await unlessMissing(stat(above)))) await makeFolder(above);
    return makeOne(folder);
  });
  if (isMade) await syncFolder(above);
}

/** Creates a folder. Returns false if the folder exists. */
async function makeOne(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    // On a read-only disk, the code for a folder that exists may be another one than EEXIST.
    if ((await stat(folder).catch(() => null))?.isDirectory()) return false;
    throw error;
  }
}
