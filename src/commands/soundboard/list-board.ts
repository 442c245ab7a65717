import { readFile } from 'node:fs/promises';
import { AttachmentBuilder, MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { BoardEntry, RequestContext } from '../app.ts';
import type { Component, Slash } from '../command.ts';
import { COLOUR } from '../search/results-view.ts';
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

/** Replies with the sounds of the soundboard, and menus that play them. */
export async function listBoard(interaction: Slash, context: RequestContext): Promise<void> {
  const { soundboard: t, format } = context.t;
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const entries = await readBoard(interaction, context, { isFresh: true });
  const line = ({ emoji, name, addedBy, available }: BoardEntry) =>
    [
      `${emoji ?? '🔊'} **${literal(name)}**`,
      ...(addedBy ? [context.t.results.addedBy(literal(addedBy.name, 32))] : []),
      ...(available ? [] : [t.unavailable]),
    ].join(' · ');
  const menus = [];
  for (let from = 0; from < entries.length; from += MAX_OPTIONS) {
    const options = entries.slice(from, from + MAX_OPTIONS).map(optionOf);
    menus.push(row(select(encodeCustomId('soundboard', 'play', from), options, t.play)));
  }
  await interaction.editReply({
    embeds: [
      {
        color: COLOUR,
        title: t.title(literal(interaction.guild?.name ?? '', 100)),
        description: shorten(entries.map(line).join('\n'), MAX_DESCRIPTION) || t.empty,
        ...(entries.length > 0 && { footer: { text: t.slots(format.sounds(entries.length)) } }),
      },
    ],
    components: menus,
  });
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
