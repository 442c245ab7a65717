import { MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import type { Component } from '../command.ts';
import { soundCard } from '../library/sound-card.ts';
import { soundAttachments } from '../shared/sound-attachments.ts';
import { recallQuery, soundQuery } from './query.ts';
import { runSearch } from './run-search.ts';
import { decodeState, initialState } from './search-state.ts';

/** Handles the buttons and menus below the results of a search. */
export async function onSearchComponent(interaction: Component, context: RequestContext): Promise<void> {
  const { action, state } = decodeState(interaction.customId);
  if (action === 'play') return play(interaction, context);
  if (action === 'more') return searchMore(interaction, context, state.size);
  const owner = interaction.message.interactionMetadata?.user.id;
  if (owner !== undefined && owner !== interaction.user.id) throw new UserError({ code: 'resultOfAnother' });
  await interaction.deferUpdate();
  const library = await context.library();
  const query = await recallQuery(interaction, context, library, state);
  const { attachments } = interaction.message;
  await runSearch(interaction, context, { library, query, state, attachments });
}

/** Replies with the chosen sound as a file, for which Discord shows its player. */
async function play(interaction: Component, context: RequestContext): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const library = await context.library();
  const sound = chosenSound(interaction, library);
  const audio = await library.audio(sound.id);
  const files = audio ? soundAttachments([{ audio, fileName: sound.fileName }], interaction.attachmentSizeLimit) : [];
  await interaction.editReply({ embeds: [soundCard(sound, context.t)], files });
}

/** Replies with sounds like the chosen one. @param size matches on a page */
async function searchMore(interaction: Component, context: RequestContext, size: number): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const library = await context.library();
  const query = soundQuery(library, chosenSound(interaction, library));
  const state = { ...initialState(query.source, context.settings), size };
  await runSearch(interaction, context, { library, query, state });
}

/** Returns the sound that was chosen in a menu. @throws UserError `soundGone` */
function chosenSound(interaction: Component, library: Library): Sound {
  const [id = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
  const sound = library.get(id);
  if (!sound) throw new UserError({ code: 'soundGone' });
  return sound;
}
