import { formatFor } from '../format.ts';
import * as adding from './adding.ts';
import * as browsing from './browsing.ts';
import * as common from './common.ts';
import { EN_ERRORS, type ErrorMessages } from './errors.ts';
import * as features from './features.ts';
import * as help from './help.ts';
import * as moving from './moving.ts';
import * as pictures from './pictures.ts';
import * as searching from './searching.ts';
import * as settings from './settings.ts';

/** The English lines are beside the errors themselves, because the engine and the storage throw them. */
const errors: ErrorMessages = EN_ERRORS;

/** English, which the other languages are made after: each has every message, of the same parameters. */
export const enUs = {
  format: formatFor('en-US'),
  errors,
  ...adding,
  ...browsing,
  ...common,
  ...features,
  ...help,
  ...moving,
  ...pictures,
  ...searching,
  ...settings,
};

export type Messages = typeof enUs;
