import type { APIEmbedField } from 'discord.js';
import type { Sketch } from '../../engine/sketch.ts';
import { sayError, UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { App, RequestContext } from '../app.ts';
import type { Component, Slash } from '../command.ts';
import { findMatches } from '../search/find-matches.ts';
import { soundLink } from '../search/results-view.ts';
import { attachPicture, type DescribedPicture, sketchOf } from '../shared/attach-picture.ts';
import { button, type Row, row } from '../shared/components.ts';
import { encodeCustomId } from '../shared/custom-id.ts';
import { MAX_LABEL } from '../shared/labels.ts';
import { mayChange, mayRemove } from '../shared/permissions.ts';
import { maySendFiles } from '../shared/play-sound.ts';
import { playableFile } from '../shared/playable-file.ts';
import { whenFree } from '../shared/sound-attachments.ts';
import { clean } from '../shared/text.ts';
import { soundCard } from './sound-card.ts';

/** Number of most similar sounds in the card of a sound. */
const NEAREST = 3;

/** Replies with the card of a sound, its audio, its picture and buttons. The reply must be deferred. */
export async function showSound(
  interaction: Slash,
  context: RequestContext,
  library: Library,
  sound: Sound,
): Promise<void> {
  const { app, t } = context;
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
  const components = soundActions(interaction, context, sound);
  const reply = { content: note, embeds, files: file ? [file] : [], components };
  const message = await whenFree(context, bytes, () => interaction.editReply(reply));
  await attachPicture(interaction, context, { message, embeds }, async () => {
    const sketch = await sketchOf(context, library, sound);
    return sketch && soundPicture(sound, sketch, t);
  });
}

/**
 * Returns the buttons below the card of a sound. The second row also has those that change or remove the sound, if the
 * member may do so; with `mayPost`, the first row has the button that posts the sound. Discord allows five buttons in a
 * row.
 */
export function soundActions(
  interaction: Slash | Component,
  { settings, t: messages, memberId }: RequestContext,
  sound: Sound,
  { mayPost = maySendFiles(interaction) } = {},
): Row[] {
  const { actions: t, described, playing, soundboard: board } = messages;
  const customId = (action: string) => encodeCustomId('info', action, sound.id);
  const everyone = [
    button(t.play, customId('play'), { emoji: '🔊' }),
    ...(mayPost ? [button(playing.post, customId('share'))] : []),
    button(t.similar, customId('similar'), { emoji: '🔎' }),
    button(described.figures, customId('figures'), { emoji: '📏' }),
    sound.favoredBy.includes(memberId)
      ? button(t.favored, customId('unfav'), { emoji: '⭐' })
      : button(t.favor, customId('fav'), { emoji: '☆' }),
  ];
  const changing = [
    button(board.onButton, encodeCustomId('soundboard', 'from', sound.id), { emoji: '📢' }),
    ...(mayChange(interaction, sound, settings) ? [button(t.edit, customId('edit'), { emoji: '✏️' })] : []),
    ...(mayRemove(interaction, sound, settings) ? [button(t.remove, customId('remove'), { emoji: '🗑️' })] : []),
  ];
  return [row(...everyone), row(...changing)];
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
