import { MessageFlags } from 'discord.js';
import type { Sketch } from '../../engine/sketch.ts';
import type { Messages } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Sound } from '../../storage/library.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { findMatches } from '../search/find-matches.ts';
import { soundLink } from '../search/results-view.ts';
import { attachPicture, type DescribedPicture, sketchOf } from '../shared/attach-picture.ts';
import { soundAttachments } from '../shared/sound-attachments.ts';
import { openSound, soundOption, suggestSounds } from '../shared/sound-option.ts';
import { clean } from '../shared/text.ts';
import { soundCard } from './sound-card.ts';

/** The number of most similar sounds that are named. */
const NEAREST = 3;

export const info = {
  data: {
    ...GUILD_ONLY,
    name: 'info',
    ...described((m) => m.info.description),
    options: [soundOption((m) => m.sound.which)],
  },

  autocomplete: suggestSounds,

  async run(interaction, context) {
    const { app, t } = context;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { library, sound } = await openSound(interaction, context);
    const embedding = library.embedding(sound.id);
    const { matches } = embedding
      ? await findMatches(app.engine, library, embedding, {
          page: 0,
          size: NEAREST,
          minScore: -1,
          weights: {},
          filter: ({ id }) => id !== sound.id,
        })
      : { matches: [] };
    const card = soundCard(sound, t);
    const lines = matches.map((match) => `${soundLink(match.sound)} · ${t.format.percent(match.comparison.score)}`);
    const nearest = lines.length > 0 ? [{ name: t.info.nearest, value: lines.join('\n') }] : [];
    const embeds = [{ ...card, fields: [...(card.fields ?? []), ...nearest] }];
    const audio = await library.audio(sound.id);
    const files = audio ? soundAttachments([{ audio, fileName: sound.fileName }], interaction.attachmentSizeLimit) : [];
    const message = await interaction.editReply({ embeds, files });
    await attachPicture(interaction, context, { message, embeds }, async () => {
      const sketch = await sketchOf(context, library, sound);
      return sketch && soundPicture(sound, sketch, t);
    });
  },
} satisfies Command;

function soundPicture({ label }: Sound, sketch: Sketch, { pictures: t, format }: Messages): DescribedPicture {
  const name = clean(label, 100);
  return {
    picture: { kind: 'sound', sound: { role: '', name, sketch }, locale: format.locale },
    alt: t.ofSound(t.shown(name, format.duration(sketch.seconds))),
  };
}
