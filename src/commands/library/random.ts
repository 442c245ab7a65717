import { randomInt } from 'node:crypto';
import { MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import { described } from '../../i18n/localizations.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { filterOf, filterOption, filterSounds } from '../shared/filter-option.ts';
import { suggestOption } from '../shared/suggest-option.ts';
import { showSound } from './show-sound.ts';

/** The command that shows and plays any sound of the library that meets a filter. */
export const random = {
  data: { ...GUILD_ONLY, name: 'random', ...described((m) => m.random.description), options: [filterOption()] },

  autocomplete: suggestOption,

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const filter = filterOf(interaction.options.getString('filter'), context.memberId);
    const library = await context.library();
    const sounds = filterSounds(library.list(), filter);
    const sound = sounds.length > 0 ? sounds[randomInt(sounds.length)] : undefined;
    if (!sound) throw new UserError({ code: 'libraryEmpty' });
    await showSound(interaction, context, library, sound);
  },
} satisfies Command;
