import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';
import * as adding from './adding.ts';
import * as browsing from './browsing.ts';
import * as common from './common.ts';
import * as errors from './errors.ts';
import * as features from './features.ts';
import * as help from './help.ts';
import * as moving from './moving.ts';
import * as pictures from './pictures.ts';
import * as searching from './searching.ts';
import * as settings from './settings.ts';

export const de: Messages = {
  format: formatFor('de'),
  ...adding,
  ...browsing,
  ...common,
  ...errors,
  ...features,
  ...help,
  ...moving,
  ...pictures,
  ...searching,
  ...settings,
};
