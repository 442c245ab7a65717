import { formatFor } from '../../../format.ts';
import type { Messages } from '../en-us/index.ts';
import { common, progress } from './common.ts';
import { errors } from './errors.ts';
import { forget } from './forget.ts';

export const esEs: Messages = {
  format: formatFor('es-ES'),
  errors,
  common,
  progress,
  forget,
};
