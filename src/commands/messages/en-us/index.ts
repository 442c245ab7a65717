import { formatFor } from '../../../format.ts';
import { forget } from './forget.ts';

/** English, which the other languages are made after: each has every message, of the same parameters. */
export const enUs = {
  format: formatFor('en-US', { percent: ' %' }),
  forget,
};

export type Messages = typeof enUs;
