import { MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { Levels } from '../../storage/settings.ts';
import type { RequestContext } from '../app.ts';
import type { Component } from '../command.ts';
import { decodeCustomId } from '../shared/custom-id.ts';
import { filterInMessage } from '../shared/filter-option.ts';
import { playSound } from '../shared/play-sound.ts';
import { playBoardSound } from '../soundboard/list-board.ts';
import { recallQuery, soundQuery } from './query.ts';
import { runSearch } from './run-search.ts';
import { type Action, decodeState, initialState, type SearchState } from './search-state.ts';
import { chosenLevels } from './weights-menu.ts';

/** Handles the buttons and menus below the results of a search. */
export async function onSearchComponent(interaction: Component, context: RequestContext): Promise<void> {
  const { action, state } = decodeState(interaction.customId, filterInMessage(interaction.message));
  const { use, id } = chosenMatch(interaction, action);
  if (use === 'play') {
    return playSound(interaction, context, async () => {
      const library = await context.library();
      return { library, sound: chosenSound(id, library) };
    });
  }
  if (use === 'board') return playBoardSound(interaction, context, id);
  if (use === 'more') return searchMore(interaction, context, id, state.size);
  const owner = interaction.message.interactionMetadata?.user.id;
  if (owner !== undefined && owner !== interaction.user.id) throw new UserError({ code: 'resultOfAnother' });
  await interaction.deferUpdate();
  const library = await context.library();
  const query = await recallQuery(interaction, context, library, state);
  const { attachments } = interaction.message;
  await runSearch(interaction, context, {
    library,
    query,
    state: action === 'weigh' ? weighed(interaction, state, context.settings.levels) : state,
    attachments,
  });
}

/** Returns the state after a choice in the menu of weights. */
function weighed(interaction: Component, state: SearchState, usual: Levels): SearchState {
  const [choice = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
  return { ...state, levels: chosenLevels(choice, state.levels, usual), page: 0 };
}

/** Returns what to do with which match: `play:<id>`, `more:<id>` or `board:<id>`, or `<id>` in a menu of an earlier version. */
function chosenMatch(interaction: Component, action: Action): { use?: 'play' | 'more' | 'board'; id: string } {
  const [value = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
  if (action === 'play' || action === 'more') return { use: action, id: value };
  if (action !== 'match') return { id: '' };
  const { key, fields } = decodeCustomId(value);
  if (key !== 'play' && key !== 'more' && key !== 'board') throw new UserError({ code: 'resultTooOld' });
  return { use: key, id: fields[0] ?? '' };
}

/** Replies with sounds that are similar to the chosen sound. @param size number of matches on a page */
async function searchMore(interaction: Component, context: RequestContext, id: string, size: number): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const library = await context.library();
  const query = soundQuery(library, chosenSound(id, library));
  const state = { ...initialState(query.source, context.settings), size };
  await runSearch(interaction, context, { library, query, state });
}

/** Returns the sound of the chosen match. @throws UserError `soundGone` if the sound was removed */
function chosenSound(id: string, library: Library): Sound {
  const sound = library.get(id);
  if (!sound) throw new UserError({ code: 'soundGone' });
  return sound;
}
