import { readFile } from 'node:fs/promises';
import { replaceFile } from '../files/durable.ts';
import { unlessMissing } from '../files/fs-errors.ts';

/**
 * Returns the id of the application that a data folder belongs to: the first one that ran on it.
 * @param file file with the id; written if it is missing, unless the disk is read-only
 * @param applicationId id of the application that runs
 */
export async function folderOwner(file: string, applicationId: string): Promise<string> {
  const owner = (await unlessMissing(readFile(file, 'utf8')))?.trim();
  if (owner) return owner;
  await replaceFile(file, Buffer.from(`${applicationId}\n`)).catch(() => undefined);
  return applicationId;
}
