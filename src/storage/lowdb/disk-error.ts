import { UserError } from '../../errors.ts';

const MESSAGES: Readonly<Record<string, string>> = {
  ENOSPC: "The bot's disk is full, so nothing was changed. Ask whoever runs the bot to make room.",
  EDQUOT: "The bot's disk is full, so nothing was changed. Ask whoever runs the bot to make room.",
  EROFS: 'The bot may not write to its data folder, so nothing was changed. Ask whoever runs the bot to allow it.',
  EACCES: 'The bot may not write to its data folder, so nothing was changed. Ask whoever runs the bot to allow it.',
  EPERM: 'The bot may not write to its data folder, so nothing was changed. Ask whoever runs the bot to allow it.',
};

/** What a person can be told of a failed write; other errors come back as they are. */
export function explainDiskError(error: unknown): unknown {
  const message = MESSAGES[errorCode(error) ?? ''];
  return message === undefined ? error : new UserError('limit', message, { cause: error });
}

/** The system's name of an error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
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
