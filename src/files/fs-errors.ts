import { UserError } from '../errors.ts';

const LINES: Readonly<Record<string, 'diskFull' | 'diskReadOnly'>> = {
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EROFS: 'diskReadOnly',
  EACCES: 'diskReadOnly',
  EPERM: 'diskReadOnly',
};

/** Returns a `UserError` if a write failed because the disk is full or read-only; returns any other error unchanged. */
export function explainDiskError(error: unknown): unknown {
  const code = LINES[errorCode(error) ?? ''];
  return code === undefined ? error : new UserError({ code }, { cause: error });
}

/** Returns whether a write failed because the disk or the user's disk quota is full. */
export function isFull(error: unknown): boolean {
  return LINES[errorCode(error) ?? ''] === 'diskFull';
}

/** Returns the system's code of an error, such as `ENOENT`; undefined if the error has no code. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Returns whether locking failed because the folder is read-only. Nobody can write to it then, so it needs no lock. */
export function isUnwritable(error: unknown): boolean {
  return ['EROFS', 'EACCES'].includes(errorCode(error) ?? '');
}

/** Waits for the read of a file. Resolves to undefined if the file does not exist. */
export async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
