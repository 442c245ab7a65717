import { readdir } from 'node:fs/promises';
import { sep } from 'node:path';

/**
 * Lists everything in a folder and its subfolders that is not a folder, in the order of the names.
 * Symbolic links to folders are listed and not followed, so that a link to a folder above ends no search.
 * @returns paths as bytes, because a name on disk need not be UTF-8
 */
export async function listFiles(folder: string | Buffer): Promise<Buffer[]> {
  const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
  const files: Buffer[] = [];
  for (const entry of entries.sort((a, b) => Buffer.compare(a.name, b.name))) {
    const file = Buffer.concat([Buffer.from(folder), Buffer.from(sep), entry.name]);
    if (entry.isDirectory()) files.push(...(await listFiles(file)));
    else files.push(file);
  }
  return files;
}
