import { formatFor } from '../../../format.ts';
import type { Messages } from '../en-us/index.ts';
import { add, edit, forget, remove, upload } from './adding.ts';
import { duplicates, info, list, map, sound, stats } from './browsing.ts';
import { common, progress } from './common.ts';
import { errors } from './errors.ts';
import { features } from './features.ts';
import { help } from './help.ts';
import { exporting, importing } from './moving.ts';
import { pictures } from './pictures.ts';
import { controls, results, search } from './searching.ts';
import { settings } from './settings.ts';

export const ja: Messages = {
  format: formatFor('ja'),
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
