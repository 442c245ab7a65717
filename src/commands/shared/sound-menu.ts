import type { APISelectMenuOption } from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import type { Sound } from '../../storage/library.ts';
import { clean } from './text.ts';

/** Discord's limit for the options of a menu. */
export const MAX_OPTIONS = 25;

/** Returns the option of a menu for a sound: its label; its length, and the member who added it. */
export function soundOptionOf(sound: Sound, { format }: Messages): APISelectMenuOption {
  return {
    label: clean(sound.label, 100),
    description: `${format.duration(sound.seconds)} · ${clean(sound.addedBy.name, 32)}`,
    value: sound.id,
  };
}
