import { MessageFlags } from 'discord.js';
import { addPicture } from './add-picture.ts';
import { playable } from './add-sound.ts';
import type { Command } from './command.ts';
import { GUILD_ONLY } from './guild-only.ts';
import { findMatches } from './matches.ts';
import { described } from './messages/described.ts';
import { messagesFor } from './messages/index.ts';
import { openSound } from './open-sound.ts';
import { soundPicture } from './replies/pictures.ts';
import { soundLink } from './replies/results.ts';
import { soundCard } from './replies/sound-card.ts';
import { sketchOf } from './sketch-of.ts';
import { soundOption, suggestSounds } from './sound-option.ts';

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
