import { formatFor } from '../../../format.ts';
import type { Messages } from '../en-us/index.ts';
import { forget } from './forget.ts';

export const ja: Messages = {
  format: formatFor('ja', { second: '秒' }),
  forget,
};
