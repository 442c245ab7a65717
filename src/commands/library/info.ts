import { MessageFlags } from 'discord.js';
import { messagesFor } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import { playable } from '../add/save-sound.ts';
import type { Command } from '../command.ts';
import { findMatches } from '../search/matches.ts';
import { soundLink } from '../search/results-view.ts';
import { addPicture } from '../shared/attach-picture.ts';
import { GUILD_ONLY } from '../shared/guild-only.ts';
import { openSound } from '../shared/open-sound.ts';
import { soundPicture } from '../shared/pictures.ts';
import { sketchOf } from '../shared/sketch-of.ts';
import { soundOption, suggestSounds } from '../shared/sound-option.ts';
import { soundCard } from './sound-card.ts';

/** Neighbours that are named. */
const NEIGHBOURS = 3;

export const info = {
  data: {
    ...GUILD_ONLY,
    name: 'info',
    ...described((m) => m.info.description),
    options: [soundOption((m) => m.sound.which)],
  },

  autocomplete: suggestSounds,

  async run(interaction, app) {
    const messages = messagesFor(interaction.locale);
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { library, sound } = await openSound(interaction, app);
    const embedding = library.embedding(sound.id);
    const { matches } = embedding
      ? await findMatches(app.engine, library, embedding, {
          page: 0,
          size: NEIGHBOURS,
          least: -1,
          weights: {},
          filter: ({ id }) => id !== sound.id,
        })
      : { matches: [] };
    const card = soundCard(sound, messages);
    const lines = matches.map(
      (match) => `${soundLink(match.sound)} · ${messages.format.percent(match.comparison.score)}`,
    );
    const nearest = lines.length > 0 ? [{ name: messages.info.nearest, value: lines.join('\n') }] : [];
    const audio = await library.audio(sound.id);
    const embeds = [{ ...card, fields: [...(card.fields ?? []), ...nearest] }];
    const message = await interaction.editReply({
      embeds,
      files: audio ? playable([{ audio, fileName: sound.fileName }], interaction.attachmentSizeLimit) : [],
    });
    await addPicture(interaction, app, { message, embeds }, async () => {
      const sketch = await sketchOf(app, library, sound);
      return sketch && soundPicture(sound, sketch, messages);
    });
  },
} satisfies Command;
