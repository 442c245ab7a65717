import { UserError } from '../errors.ts';

const LINES: Readonly<Record<string, 'diskFull' | 'diskReadOnly'>> = {
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EROFS: 'diskReadOnly',
  EACCES: 'diskReadOnly',
  EPERM: 'diskReadOnly',
};

/** What a person can be told of a failed write; other errors come back as they are. */
export function explainDiskError(error: unknown): unknown {
  const code = LINES[errorCode(error) ?? ''];
  return code === undefined ? error : new UserError({ code }, { cause: error });
}

/** Whether a write failed as there is no room, on the disk or in what this user may have of it. */
export function isFull(error: unknown): boolean {
  return LINES[errorCode(error) ?? ''] === 'diskFull';
}

/** The system's name of an error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Whether a folder cannot be taken as it cannot be written to: then nothing has to be kept from being written twice. */
export function isUnwritable(error: unknown): boolean {
  return ['EROFS', 'EACCES'].includes(errorCode(error) ?? '');
}

/** Undefined where there is no such file; other errors are thrown. */
export async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
