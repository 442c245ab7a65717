import { formatFor } from '../../../format.ts';
import type { Messages } from '../en-us/index.ts';
import { forget } from './forget.ts';

export const de: Messages = {
  format: formatFor('de'),
  forget,
};
