import { MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import { described } from '../../i18n/localizations.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { soundQuery } from '../search/query.ts';
import { COLOUR } from '../search/results-view.ts';
import { runSearch } from '../search/run-search.ts';
import { initialState } from '../search/search-state.ts';
import { decodeCustomId } from '../shared/custom-id.ts';
import { figuresOf } from '../shared/descriptor-text.ts';
import { checkMayChange } from '../shared/permissions.ts';
import { playSound } from '../shared/play-sound.ts';
import { postSound } from '../shared/post-sound.ts';
import { openSound, soundOption, suggestSounds } from '../shared/sound-option.ts';
import { literal } from '../shared/text.ts';
import { editModal } from './edit.ts';
import { setFavorite } from './favorites.ts';
import { askToRemove } from './remove.ts';
import { showSound, soundActions } from './show-sound.ts';

export const info = {
  data: {
    ...GUILD_ONLY,
    name: 'info',
    ...described((m) => m.info.description),
    options: [soundOption((m) => m.sound.which)],
  },

  autocomplete: suggestSounds,

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { library, sound } = await openSound(interaction, context);
    await showSound(interaction, context, library, sound);
  },

  /** Handles the buttons below the card of a sound. */
  async component(interaction, context) {
    const [action, id = ''] = decodeCustomId(interaction.customId).fields;
    const find = async () => {
      const library = await context.library();
      const sound = library.get(id);
      if (!sound) throw new UserError({ code: 'soundGone' });
      return { library, sound };
    };
    if (action === 'play') return playSound(interaction, context, find, { hasCard: true });
    if (action === 'edit') {
      // A modal must be the first answer, so that the interaction cannot be deferred.
      const { sound } = await find();
      checkMayChange(interaction, sound, context.settings);
      return interaction.showModal(editModal(sound, context.t));
    }
    if (action === 'post' || action === 'share') {
      await interaction.deferUpdate();
      const { library, sound } = await find();
      await postSound(interaction, context, library, sound);
      const buttons = action === 'share' ? soundActions(interaction, context, sound, { mayPost: false }) : [];
      await interaction.editReply({ content: context.t.playing.donePosting, components: buttons });
      return;
    }
    if (action === 'fav' || action === 'unfav') {
      await interaction.deferUpdate();
      const { library } = await find();
      const sound = await setFavorite(library, id, context.memberId, action === 'fav');
      if (!sound) throw new UserError({ code: 'soundGone' });
      await interaction.editReply({ components: soundActions(interaction, context, sound) });
      return;
    }
    if (action === 'figures') {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      const { sound } = await find();
      const embed = { color: COLOUR, title: literal(sound.label), description: figuresOf(sound, context.t) };
      return void (await interaction.editReply({ embeds: [embed] }));
    }
    if (action !== 'similar' && action !== 'remove') throw new UserError({ code: 'unknownButton' });
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { library, sound } = await find();
    if (action === 'remove') return askToRemove(interaction, context, sound);
    const query = soundQuery(library, sound);
    await runSearch(interaction, context, { library, query, state: initialState(query.source, context.settings) });
  },
} satisfies Command;
