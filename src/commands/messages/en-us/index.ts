import { ERROR_LINES, type ErrorLines } from '../../../error-lines.ts';
import { formatFor } from '../../../format.ts';
import { common, progress } from './common.ts';
import { forget } from './forget.ts';

const errorLines: ErrorLines = ERROR_LINES;

/** English, which the other languages are made after: each has every message, of the same parameters. */
export const enUs = {
  format: formatFor('en-US', { percent: ' %' }),
  /** The English lines are beside the errors themselves, because the engine and the storage throw them. */
  errors: errorLines,
  common,
  progress,
  forget,
};

export type Messages = typeof enUs;
