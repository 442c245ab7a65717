import { type APIEmbedField, MessageFlags } from 'discord.js';
import type { Sketch } from '../../engine/sketch.ts';
import { sayError, UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { App, RequestContext } from '../app.ts';
import { type Command, type Component, GUILD_ONLY, type Slash } from '../command.ts';
import { findMatches } from '../search/find-matches.ts';
import { soundQuery } from '../search/query.ts';
import { COLOUR, soundLink } from '../search/results-view.ts';
import { runSearch } from '../search/run-search.ts';
import { initialState } from '../search/search-state.ts';
import { attachPicture, type DescribedPicture, sketchOf } from '../shared/attach-picture.ts';
import { button, type Row, row } from '../shared/components.ts';
import { decodeCustomId, encodeCustomId } from '../shared/custom-id.ts';
import { figuresOf } from '../shared/descriptor-text.ts';
import { MAX_LABEL } from '../shared/labels.ts';
import { checkMayChange, mayChange, mayRemove } from '../shared/permissions.ts';
import { maySendFiles, playSound } from '../shared/play-sound.ts';
import { playableFile } from '../shared/playable-file.ts';
import { postSound } from '../shared/post-sound.ts';
import { whenFree } from '../shared/sound-attachments.ts';
import { openSound, soundOption, suggestSounds } from '../shared/sound-option.ts';
import { clean, literal } from '../shared/text.ts';
import { editModal } from './edit.ts';
import { askToRemove } from './remove.ts';
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
    const playable = await playableFile(context, library, sound, interaction.attachmentSizeLimit).catch(
      (error: unknown) => {
        // The card is of use even if the sound cannot be played.
        if (error instanceof UserError && error.kind !== 'cancelled')
          return { file: null, bytes: 0, note: sayError(t.errors, error) };
        throw error;
      },
    );
    const { file, bytes, note } = playable;
    const components = actionRows(sound, may(interaction, context, sound), t);
    const reply = { content: note, embeds, files: file ? [file] : [], components };
    const message = await whenFree(context, bytes, () => interaction.editReply(reply));
    await attachPicture(interaction, context, { message, embeds }, async () => {
      const sketch = await sketchOf(context, library, sound);
      return sketch && soundPicture(sound, sketch, t);
    });
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
      const buttons =
        action === 'share' ? actionRows(sound, { ...may(interaction, context, sound), post: false }, context.t) : [];
      await interaction.editReply({ content: context.t.playing.donePosting, components: buttons });
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

/** What a member may do with a sound. */
interface Allowed {
  readonly change: boolean;
  readonly remove: boolean;
  readonly post: boolean;
}

function may(interaction: Slash | Component, { settings }: RequestContext, sound: Sound): Allowed {
  return {
    change: mayChange(interaction, sound, settings),
    remove: mayRemove(interaction, sound, settings),
    post: maySendFiles(interaction),
  };
}

/**
 * Returns the buttons below the card of a sound. The second row has those that change or remove the sound, if the member
 * may do so. Discord allows five buttons in a row.
 */
function actionRows({ id }: Sound, can: Allowed, { actions: t, described, playing }: Messages): Row[] {
  const customId = (action: string) => encodeCustomId('info', action, id);
  const everyone = [
    button(t.play, customId('play'), { emoji: '🔊' }),
    ...(can.post ? [button(playing.post, customId('share'))] : []),
    button(t.similar, customId('similar'), { emoji: '🔎' }),
    button(described.figures, customId('figures'), { emoji: '📏' }),
  ];
  const changing = [
    ...(can.change ? [button(t.edit, customId('edit'), { emoji: '✏️' })] : []),
    ...(can.remove ? [button(t.remove, customId('remove'), { emoji: '🗑️' })] : []),
  ];
  return changing.length === 0 ? [row(...everyone)] : [row(...everyone), row(...changing)];
}

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
