import { readFile } from 'node:fs/promises';
import { AttachmentBuilder, MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { BoardEntry, RequestContext } from '../app.ts';
import type { Component, Slash } from '../command.ts';
import { COLOUR } from '../search/results-view.ts';
import { attachPicture, type DescribedPicture } from '../shared/attach-picture.ts';
import { row, select } from '../shared/components.ts';
import { encodeCustomId } from '../shared/custom-id.ts';
import { uploadName } from '../shared/labels.ts';
import { MAX_OPTIONS } from '../shared/sound-menu.ts';
import { literal, shorten } from '../shared/text.ts';
import { boardAudio } from './analyze-board.ts';
import { fileNameOf } from './keep-in-library.ts';
import { readBoard } from './read-board.ts';

/** Discord's limit for the description of an embed. */
const MAX_DESCRIPTION = 4096;

/** Replies with the sounds of the soundboard, menus that play them, and a picture of them. */
export async function listBoard(interaction: Slash, context: RequestContext): Promise<void> {
  const { soundboard: t, format } = context.t;
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const entries = await readBoard(interaction, context, { isFresh: true });
  const line = ({ emoji, name, addedBy, available }: BoardEntry, index: number) =>
    [
      `${index + 1}. ${emoji ?? '🔊'} **${literal(name)}**`,
      ...(addedBy ? [context.t.results.addedBy(literal(addedBy.name, 32))] : []),
      ...(available ? [] : [t.unavailable]),
    ].join(' · ');
  const menus = [];
  for (let from = 0; from < entries.length; from += MAX_OPTIONS) {
    const options = entries.slice(from, from + MAX_OPTIONS).map(optionOf);
    menus.push(row(select(encodeCustomId('soundboard', 'play', from), options, t.play)));
  }
  const embed = {
    color: COLOUR,
    title: t.title(literal(interaction.guild?.name ?? '', 100)),
    description: shorten(entries.map(line).join('\n'), MAX_DESCRIPTION) || t.empty,
    ...(entries.length > 0 && { footer: { text: t.slots(format.sounds(entries.length)) } }),
  };
  const message = await interaction.editReply({ embeds: [embed], components: menus });
  await attachPicture(interaction, context, { message, embeds: [embed] }, () => boardPicture(context, entries));
}

/** Returns a picture of the sounds that can be read; null if there are none. */
async function boardPicture(context: RequestContext, entries: readonly BoardEntry[]): Promise<DescribedPicture | null> {
  const { app, memberId, task, t } = context;
  const how = { lane: 'pictures', member: memberId, signal: task.signal };
  const sounds = [];
  for (const [index, entry] of entries.entries()) {
    const key = `board:${entry.id}`;
    try {
      const sketch = app.sketches.get(key) ?? (await app.engine.sketch((await boardAudio(context, entry)).path, how));
      app.sketches.set(key, sketch);
      sounds.push({ role: `${index + 1}.`, name: entry.name, sketch });
    } catch (error) {
      if (!(error instanceof UserError) || error.scope !== 'file') throw error;
    }
  }
  return sounds.length === 0
    ? null
    : { picture: { kind: 'board', sounds }, alt: t.soundboard.picture(t.format.sounds(sounds.length)) };
}

/** Plays a sound of the soundboard to the member alone, as a file. @throws UserError `boardSoundGone` */
export async function playBoardSound(interaction: Component, context: RequestContext, id: string): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const entry = (await readBoard(interaction, context)).find((one) => one.id === id);
  if (!entry) throw new UserError({ code: 'boardSoundGone' });
  const audio = await boardAudio(context, entry);
  const name = uploadName(await fileNameOf(entry, audio));
  await interaction.editReply({
    content: `${entry.emoji ?? '🔊'} **${literal(entry.name)}**`,
    files: [new AttachmentBuilder(await readFile(audio.path), { name })],
  });
}

/** Returns a sound of the soundboard as an option of a menu. */
function optionOf({ id, name, emoji }: BoardEntry) {
  return { label: name, value: id, ...(emoji && { emoji: { name: emoji } }) };
}
