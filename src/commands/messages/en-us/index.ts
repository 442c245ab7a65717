import { ERROR_LINES, type ErrorLines } from '../../../error-lines.ts';
import { formatFor } from '../../../format.ts';
import { add, edit, forget, remove, upload } from './adding.ts';
import { duplicates, info, list, map, sound, stats } from './browsing.ts';
import { common, progress } from './common.ts';
import { features } from './features.ts';
import { help } from './help.ts';
import { exporting, importing } from './moving.ts';
import { pictures } from './pictures.ts';
import { controls, results, search } from './searching.ts';
import { settings } from './settings.ts';

/** The English lines are beside the errors themselves, because the engine and the storage throw them. */
const errors: ErrorLines = ERROR_LINES;

/** English, which the other languages are made after: each has every message, of the same parameters. */
export const enUs = {
  format: formatFor('en-US'),
  errors,
  common,
  progress,
  features,
  add,
  edit,
  remove,
  forget,
  upload,
  search,
  results,
  controls,
  sound,
  list,
  info,
  map,
  duplicates,
  stats,
  exporting,
  importing,
  help,
  pictures,
  settings,
};

export type Messages = typeof enUs;
