import { add } from './add.ts';
import { addFromMessage } from './add-from-message.ts';
import type { Command } from './command.ts';
import { duplicates } from './duplicates.ts';
import { edit } from './edit.ts';
import { exportLibrary } from './export.ts';
import { findSimilar } from './find-similar.ts';
import { forget } from './forget.ts';
import { help } from './help.ts';
import { importLibrary } from './import.ts';
import { info } from './info.ts';
import { list } from './list.ts';
import { map } from './map.ts';
import { remove } from './remove.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { stats } from './stats.ts';
import { onCancel } from './work.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [
  add,
  search,
  list,
  info,
  map,
  edit,
  remove,
  duplicates,
  stats,
  forget,
  exportLibrary,
  importLibrary,
  settings,
  help,
  addFromMessage,
  findSimilar,
];

/** Buttons that belong to no one command, by the key that their custom ids start with. */
export const buttons = { cancel: onCancel };
