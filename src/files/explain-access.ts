import { constants } from 'node:fs';
import { access, lstat, readlink, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { errorCode } from './fs-errors.ts';

/** Returns why the files of a folder cannot be read, as a sentence with owner and mode; null if they can. */
export async function unreadableReason(folder: string): Promise<string | null> {
  try {
    await access(folder, constants.R_OK | constants.X_OK);
    return null;
  } catch (error) {
    return `${folder} cannot be read (${errorCode(error) ?? String(error)}). ${await accessText(folder)}`;
  }
}

/**
 * Returns sentences about the access to a folder: to whom it belongs, its mode, and who this process is. Names the
 * closest folder above if the folder does not exist, and the target of a link that leads nowhere.
 */
export async function accessText(folder: string): Promise<string> {
  const link = await readlink(folder).catch(() => null);
  const found = await stat(folder).catch(() => null);
  if (link !== null && !found)
    return `It is a link to ${link}, which does not exist or cannot be reached: is its disk mounted?`;
  if (!found) {
    const above = path.dirname(path.resolve(folder));
    if (above === path.resolve(folder)) return 'It does not exist.';
    return (await lstat(above).catch(() => null)) ? aboutFolder(above) : accessText(above);
  }
  return aboutFolder(folder);
}

async function aboutFolder(folder: string): Promise<string> {
  const { uid, gid, mode } = await stat(folder);
  const octal = (mode & 0o7777).toString(8).padStart(3, '0');
  return `${folder} belongs to user ${uid} and group ${gid} and has mode ${octal}; Soundalike runs as user ${currentUser()}.`;
}

function currentUser(): string {
  const id = process.getuid?.();
  return id === undefined ? userInfo().username : String(id);
}
