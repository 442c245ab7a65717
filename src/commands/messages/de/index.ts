import { formatFor } from '../../../format.ts';
import type { Messages } from '../en-us/index.ts';
import { common, progress } from './common.ts';
import { errors } from './errors.ts';
import { forget } from './forget.ts';

export const de: Messages = {
  format: formatFor('de'),
  errors,
  common,
  progress,
  forget,
};
