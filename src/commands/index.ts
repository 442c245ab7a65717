import { add } from './add.ts';
import type { Command } from './command.ts';
import { help } from './help.ts';
import { list } from './list.ts';
import { remove } from './remove.ts';
import { search } from './search.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [add, search, list, remove, help];
