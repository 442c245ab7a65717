import { MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import type { Component } from '../command.ts';
import { playSound } from '../shared/play-sound.ts';
import { recallQuery, soundQuery } from './query.ts';
import { runSearch } from './run-search.ts';
import { decodeState, initialState } from './search-state.ts';

/** Handles the buttons and menus below the results of a search. */
export async function onSearchComponent(interaction: Component, context: RequestContext): Promise<void> {
  const { action, state } = decodeState(interaction.customId);
  if (action === 'play') {
    return playSound(interaction, context, async () => {
      const library = await context.library();
      return { library, sound: chosenSound(interaction, library) };
    });
  }
  if (action === 'more') return searchMore(interaction, context, state.size);
  const owner = interaction.message.interactionMetadata?.user.id;
  if (owner !== undefined && owner !== interaction.user.id) throw new UserError({ code: 'resultOfAnother' });
  await interaction.deferUpdate();
  const library = await context.library();
  const query = await recallQuery(interaction, context, library, state);
  const { attachments } = interaction.message;
  await runSearch(interaction, context, { library, query, state, attachments });
}

/** Replies with sounds that are similar to the chosen sound. @param size number of matches on a page */
async function searchMore(interaction: Component, context: RequestContext, size: number): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const library = await context.library();
  const query = soundQuery(library, chosenSound(interaction, library));
  const state = { ...initialState(query.source, context.settings), size };
  await runSearch(interaction, context, { library, query, state });
}

/** Returns the sound that the member chose in a menu. @throws UserError `soundGone` if the sound was removed */
function chosenSound(interaction: Component, library: Library): Sound {
  const [id = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
  const sound = library.get(id);
  if (!sound) throw new UserError({ code: 'soundGone' });
  return sound;
}
