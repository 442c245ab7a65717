import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Writes a file whose bytes are on the disk when this resolves. A failure leaves no file. */
export async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w');
  try {
    // Unlike one bare write, this writes on until all is written, or fails (a full disk can take half a write).
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

/**
 * Puts new content in the place of a file: at every moment the file is whole, either the old or the new. It is the new
 * one for good once the folder is synced. (write-file-atomic does not sync folders, and takes a short write for whole.)
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

/** Makes the names in a folder durable, as `sync` of a file does not. */
export async function syncFolder(folder: string): Promise<void> {
  await syncAfter(folder, async () => {});
}

/** Changes names in a folder, durably. The folder is opened before: where it cannot be, nothing is changed. */
export async function syncAfter(folder: string, change: () => Promise<void>): Promise<void> {
  // Windows cannot open a folder, and keeps names in its journal by itself.
  if (process.platform === 'win32') return change();
  const handle = await open(folder, 'r');
  try {
    await change();
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder and those above it, durably. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  const above = path.dirname(path.resolve(first));
  for (let made = path.resolve(folder); made !== above; made = path.dirname(made)) await syncFolder(path.dirname(made));
}
