import { MessageFlags } from 'discord.js';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { Levels } from '../../storage/settings.ts';
import type { RequestContext, SearchQuery } from '../app.ts';
import type { Component } from '../command.ts';
import { decodeCustomId } from '../shared/custom-id.ts';
import { filterInMessage } from '../shared/filter-option.ts';
import { playSound } from '../shared/play-sound.ts';
import { remoteFile } from '../shared/remote-file.ts';
import { playBoardSound } from '../soundboard/list-board.ts';
import { changedParts, partsInMessage } from './mix-parts.ts';
import { preparedQuery } from './prepared-query.ts';
import { recallQuery, rememberQuery, soundQuery } from './query.ts';
import { runSearch } from './run-search.ts';
import { type Action, decodeState, initialState, type SearchState } from './search-state.ts';
import { chosenLevels } from './weights-menu.ts';

/** Handles the buttons and menus below the results of a search. */
export async function onSearchComponent(interaction: Component, context: RequestContext): Promise<void> {
  const { action, state } = decodeState(
    interaction.customId,
    filterInMessage(interaction.message),
    partsInMessage(interaction.message),
  );
  const { use, id, from } = chosenMatch(interaction, action);
  if (use === 'play') {
    return playSound(interaction, context, async () => {
      const library = await context.library();
      return { library, sound: chosenSound(id, library), from };
    });
  }
  if (use === 'board') return playBoardSound(interaction, context, id);
  if (use === 'more') return searchMore(interaction, context, id, state.size);
  const owner = interaction.message.interactionMetadata?.user.id;
  if (owner !== undefined && owner !== interaction.user.id) throw new UserError({ code: 'resultOfAnother' });
  await interaction.deferUpdate();
  const library = await context.library();
  const query = await recallPrepared(interaction, context, library, state);
  const { attachments } = interaction.message;
  await runSearch(interaction, context, {
    library,
    query,
    state: changedState(interaction, action, state, context.settings.levels),
    attachments,
  });
}

/** Returns the query of earlier results, prepared for the search of the state. */
async function recallPrepared(
  interaction: Component,
  context: RequestContext,
  library: Library,
  state: SearchState,
): Promise<SearchQuery> {
  const query = await recallQuery(interaction, context, library, state);
  if (state.by === 'sound') return query;
  const attachment = interaction.message.attachments.first();
  const file = attachment && remoteFile(attachment);
  const prepared = await preparedQuery(context, library, query, state.by, file);
  rememberQuery(context, prepared);
  return prepared;
}

/** Returns the state after a choice in the menu of weights or of the mix. */
function changedState(interaction: Component, action: Action, state: SearchState, usual: Levels): SearchState {
  const [choice = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
  if (action === 'weigh') return { ...state, levels: chosenLevels(choice, state.levels, usual), page: 0 };
  return action === 'mix' ? { ...state, mix: changedParts(state.mix, choice), page: 0 } : state;
}

interface ChosenMatch {
  readonly use?: 'play' | 'more' | 'board';
  readonly id: string;
  /** Time in the sound from which it is played, in seconds. */
  readonly from: number;
}

const fromSchema = z.coerce.number().min(0).max(100_000).catch(0);

/**
 * Returns what to do with which match: `play:<id>:<from>`, `more:<id>` or `board:<id>`, or `<id>` in a menu of an earlier
 * version.
 */
function chosenMatch(interaction: Component, action: Action): ChosenMatch {
  const [value = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
  if (action === 'play' || action === 'more') return { use: action, id: value, from: 0 };
  if (action !== 'match') return { id: '', from: 0 };
  const { key, fields } = decodeCustomId(value);
  if (key !== 'play' && key !== 'more' && key !== 'board') throw new UserError({ code: 'resultTooOld' });
  return { use: key, id: fields[0] ?? '', from: fromSchema.parse(fields[1] ?? 0) };
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
