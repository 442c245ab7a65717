import { type APIEmbedField, MessageFlags } from 'discord.js';
import type { Sketch } from '../../engine/sketch.ts';
import type { Messages } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { App } from '../app.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { findMatches } from '../search/find-matches.ts';
import { soundLink } from '../search/results-view.ts';
import { attachPicture, type DescribedPicture, sketchOf } from '../shared/attach-picture.ts';
import { MAX_LABEL } from '../shared/labels.ts';
import { sendWithSounds, storedUploads } from '../shared/sound-attachments.ts';
import { openSound, soundOption, suggestSounds } from '../shared/sound-option.ts';
import { clean } from '../shared/text.ts';
import { soundCard } from './sound-card.ts';

/** Number of most similar sounds in the card of a sound. */
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
    const card = soundCard(sound, t);
    const nearest = await nearestField(app, library, sound, t);
    const embeds = [{ ...card, fields: [...(card.fields ?? []), ...nearest] }];
    const uploads = await storedUploads(library, sound, interaction.attachmentSizeLimit);
    const message = await sendWithSounds(context, uploads, (files) => interaction.editReply({ embeds, files }));
    await attachPicture(interaction, context, { message, embeds }, async () => {
      const sketch = await sketchOf(context, library, sound);
      return sketch && soundPicture(sound, sketch, t);
    });
  },
} satisfies Command;

/** Returns the field of the card that lists the most similar sounds; an empty list if there are none. */
async function nearestField({ engine }: App, library: Library, sound: Sound, t: Messages): Promise<APIEmbedField[]> {
  const embedding = library.embedding(sound.id);
  if (!embedding) return [];
  const { matches } = await findMatches(engine, library, embedding, {
    page: 0,
    size: NEAREST,
    minScore: -1,
    weights: {},
    filter: ({ id }) => id !== sound.id,
  });
  const lines = matches.map((match) => `${soundLink(match.sound)} · ${t.format.percent(match.comparison.score)}`);
  return lines.length > 0 ? [{ name: t.info.nearest, value: lines.join('\n') }] : [];
}

function soundPicture({ label }: Sound, sketch: Sketch, { pictures, format }: Messages): DescribedPicture {
  const name = clean(label, MAX_LABEL);
  return {
    picture: { kind: 'sound', sound: { role: '', name, sketch }, locale: format.locale },
    alt: pictures.ofSound(pictures.shown(name, format.duration(sketch.seconds))),
  };
}
