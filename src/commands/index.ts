import { add, addFromMessage } from './add/add.ts';
import { collection } from './collection/collection.ts';
import type { Command } from './command.ts';
import { duplicates } from './library/duplicates.ts';
import { edit } from './library/edit.ts';
import { forget } from './library/forget.ts';
import { help } from './library/help.ts';
import { info } from './library/info.ts';
import { list } from './library/list.ts';
import { map } from './library/map.ts';
import { random } from './library/random.ts';
import { remove } from './library/remove.ts';
import { stats } from './library/stats.ts';
import { editMany } from './many/edit-many.ts';
import { removeMany } from './many/remove-many.ts';
import { path } from './path/path.ts';
import { findSimilar, search } from './search/search.ts';
import { settings } from './settings/settings.ts';
import { soundboard } from './soundboard/soundboard.ts';
import { exportLibrary } from './transfer/export.ts';
import { importLibrary } from './transfer/import.ts';

/** All commands, in the order in which they are registered with Discord. */
export const commands: readonly Command[] = [
  add,
  search,
  list,
  info,
  random,
  path,
  collection,
  map,
  edit,
  remove,
  editMany,
  removeMany,
  duplicates,
  stats,
  forget,
  soundboard,
  exportLibrary,
  importLibrary,
  settings,
  help,
  addFromMessage,
  findSimilar,
];
