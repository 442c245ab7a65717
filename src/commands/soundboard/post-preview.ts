import type { APISelectMenuOption } from 'discord.js';
import { ButtonStyle } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import type { RequestContext } from '../app.ts';
import type { Component } from '../command.ts';
import { button, row, select } from '../shared/components.ts';
import { decodeCustomId } from '../shared/custom-id.ts';
import { MAX_OPTIONS } from '../shared/sound-menu.ts';
import { literal } from '../shared/text.ts';
import { analyzeBoard } from './analyze-board.ts';
import { checkMayCreate, checkMayRemoveEntry } from './board-permissions.ts';
import { createOnBoard, type NewEntry } from './create-on-board.ts';
import type { BoardMatch } from './find-on-board.ts';
import { cutSound, matchesOnBoard } from './preview.ts';
import { decodePreview, encodePreview, type PreviewState } from './preview-state.ts';
import { postButton } from './preview-view.ts';
import { readBoard } from './read-board.ts';
import { findEntry, guildOf, replaceOnBoard } from './replace-on-board.ts';

/** Puts the cut of a preview on the soundboard. If the soundboard is full, asks which sound it replaces. */
export async function postPreview(interaction: Component, context: RequestContext): Promise<void> {
  const { app, t, guildId } = context;
  const state = decodePreview(interaction);
  checkMayCreate(interaction);
  await interaction.deferUpdate();
  const library = await context.library();
  const { audio } = await cutSound(context, library, state);
  const outcome = await app.boardLimiter.run(guildId, () =>
    createOnBoard(guildOf(interaction), context, entryOf(interaction, state, audio)),
  );
  if (outcome === 'created') {
    await interaction.editReply({ content: t.soundboard.done(literal(state.name)), embeds: [], components: [] });
    return;
  }
  const sound = library.get(state.soundId);
  if (!sound) throw new UserError({ code: 'soundGone' });
  const entries = await readBoard(interaction, context);
  const matches = await matchesOnBoard(context, library, sound, entries, await analyzeBoard(context, entries));
  await context.task.progress.stop();
  const options = matches.slice(0, MAX_OPTIONS).map((match) => optionOf(match, t));
  await interaction.editReply({
    content: t.soundboard.full(t.format.sounds(entries.length), literal(state.name)),
    components: [
      ...(options.length > 0 ? [row(select(encodePreview('swap', state), options, t.soundboard.choose))] : []),
      row(postButton(state, t)),
    ],
  });
}

/** Asks whether the cut of a preview replaces the sound that the member chose in the menu. */
export async function askToSwap(interaction: Component, context: RequestContext): Promise<void> {
  const { t } = context;
  const state = decodePreview(interaction);
  const [id = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
  await interaction.deferUpdate();
  const entry = await findEntry(interaction, context, id);
  checkMayCreate(interaction);
  checkMayRemoveEntry(interaction, entry);
  const yes = button(t.soundboard.yes, encodePreview('sure', state, id), { style: ButtonStyle.Danger });
  const menu = interaction.message.components.slice(0, 1).map((part) => part.toJSON());
  await interaction.editReply({
    content: t.soundboard.ask(literal(entry.name), literal(state.name)),
    components: [...menu, row(yes, postButton(state, t))],
  });
}

/** Replaces a sound of the soundboard with the cut of a preview. */
export async function swapForPreview(interaction: Component, context: RequestContext): Promise<void> {
  const { app, t, guildId } = context;
  const state = decodePreview(interaction);
  const id = decodeCustomId(interaction.customId).fields[4] ?? '';
  await interaction.deferUpdate();
  const library = await context.library();
  const { audio } = await cutSound(context, library, state);
  const next = entryOf(interaction, state, audio);
  const { entry } = await app.boardLimiter.run(guildId, () =>
    replaceOnBoard(interaction, context, library, { id, next }),
  );
  const content = t.soundboard.replaced(literal(entry.name), literal(state.name));
  await context.task.progress.stop();
  await interaction.editReply({ content, embeds: [], components: [] });
}

function entryOf({ message }: Component, { name, emoji }: PreviewState, audio: Uint8Array): NewEntry {
  return { name, emoji, audio, contentType: 'audio/ogg', offeredBy: message.id };
}

function optionOf({ entry, score, isSame }: BoardMatch, { soundboard: t, format }: Messages): APISelectMenuOption {
  return {
    label: entry.name,
    value: entry.id,
    description: isSame ? t.same : t.alike(format.percent(score)),
    ...(entry.emoji && { emoji: { name: entry.emoji } }),
  };
}
