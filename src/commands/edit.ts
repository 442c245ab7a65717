import { ApplicationCommandOptionType, MessageFlags } from 'discord.js';
import { UserError } from '../errors.ts';
import type { Command } from './command.ts';
import { GUILD_ONLY } from './guild-only.ts';
import { MAX_LABEL, tagsOf } from './labels.ts';
import { checkMayChange } from './may-change.ts';
import { openSound } from './open-sound.ts';
import { soundCard } from './replies/sound-card.ts';
import { clean } from './replies/text.ts';
import { soundOption, suggestSounds } from './sound-option.ts';

export const edit = {
  data: {
    ...GUILD_ONLY,
    name: 'edit',
    description: 'Change the label or the tags of a sound that you added, or of any if you manage messages here',
    options: [
      soundOption('Which sound: type some of its label or tags'),
      {
        type: ApplicationCommandOptionType.String,
        name: 'label',
        description: 'What to call it from now on',
        max_length: MAX_LABEL,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'tags',
        description: 'All of its tags, with commas between; a single - takes them away',
        max_length: 300,
      },
    ],
  },

  autocomplete: suggestSounds,

  async run(interaction, app) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { library, sound } = await openSound(interaction, app);
    checkMayChange(interaction, sound, await app.libraries.settings.read(interaction.guildId));
    const label = interaction.options.getString('label');
    const tags = interaction.options.getString('tags');
    if (label !== null && clean(label, MAX_LABEL) === '')
      throw new UserError('usage', 'A label needs letters or signs that can be seen.');
    if (label === null && tags === null) throw new UserError('usage', 'Say what to change: a label, tags, or both.');
    const changed = await library.edit(sound.id, {
      ...(label === null ? {} : { label: clean(label, MAX_LABEL) }),
      ...(tags === null ? {} : { tags: tagsOf(tags === '-' ? '' : tags) }),
    });
    if (!changed) throw new UserError('not-found', 'That sound is not in the library any more.');
    await interaction.editReply({ content: '✏️ Changed.', embeds: [soundCard(changed)] });
  },
} satisfies Command;
