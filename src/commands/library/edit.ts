import { ApplicationCommandOptionType, MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import { described } from '../../i18n/localizations.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { MAX_LABEL, MAX_TAGS_TEXT, tagsOf } from '../shared/labels.ts';
import { checkMayChange } from '../shared/permissions.ts';
import { openSound, soundOption, suggestSounds } from '../shared/sound-option.ts';
import { clean } from '../shared/text.ts';
import { soundCard } from './sound-card.ts';

export const edit = {
  data: {
    ...GUILD_ONLY,
    name: 'edit',
    ...described((m) => m.edit.description),
    options: [
      soundOption((m) => m.sound.which),
      {
        type: ApplicationCommandOptionType.String,
        name: 'label',
        ...described((m) => m.edit.label),
        max_length: MAX_LABEL,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'tags',
        ...described((m) => m.edit.tags),
        max_length: MAX_TAGS_TEXT,
      },
    ],
  },

  autocomplete: suggestSounds,

  async run(interaction, context) {
    const { t, settings } = context;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { library, sound } = await openSound(interaction, context);
    checkMayChange(interaction, sound, settings);
    const label = interaction.options.getString('label');
    const tags = interaction.options.getString('tags');
    if (label !== null && clean(label, MAX_LABEL) === '') throw new UserError({ code: 'labelInvisible' });
    if (label === null && tags === null) throw new UserError({ code: 'nothingToChange' });
    const change = {
      ...(label === null ? {} : { label: clean(label, MAX_LABEL) }),
      ...(tags === null ? {} : { tags: tagsOf(tags === '-' ? '' : tags) }),
    };
    const edited = await library.change((writer) => writer.edit(sound.id, change));
    if (!edited) throw new UserError({ code: 'soundGone' });
    await interaction.editReply({ content: t.edit.done, embeds: [soundCard(edited, t)] });
  },
} satisfies Command;
