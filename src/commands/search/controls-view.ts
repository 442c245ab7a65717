import type { APIStringSelectComponent } from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import { button, type Row, row, select } from '../shared/components.ts';
import { clean } from '../shared/text.ts';
import { weightButtons } from '../shared/weight-buttons.ts';
import type { Match } from './find-matches.ts';
import { encodeState, type SearchState } from './search-state.ts';

/**
 * Returns the rows below the results: menus to play a match and to find more like it, buttons for pages, and, while the
 * member is tuning, buttons for the weight of each block.
 */
export function searchControls(
  state: SearchState,
  matches: readonly Match[],
  { more, clap, messages }: { more: boolean; clap: boolean; messages: Messages },
): Row[] {
  const { controls: t } = messages;
  const { page, tuning } = state;
  const previous = encodeState('page', { ...state, page: Math.max(0, page - 1) });
  const next = encodeState('page', { ...state, page: page + 1 });
  const tune = encodeState('tune', { ...state, tuning: !tuning });
  return [
    ...(matches.length > 0
      ? [row(matchMenu('play', state, matches, messages)), row(matchMenu('more', state, matches, messages))]
      : []),
    row(
      button('◀', previous, { disabled: page === 0 }),
      button('▶', next, { disabled: !more }),
      button(tuning ? t.close : t.whatMatters, tune, { emoji: '⚖️' }),
    ),
    ...(tuning
      ? weightButtons(state.levels, messages, clap, (block, level) =>
          encodeState('level', { ...state, levels: { ...state.levels, [block]: level }, page: 0 }),
        )
      : []),
  ];
}

function matchMenu(
  action: 'play' | 'more',
  state: SearchState,
  matches: readonly Match[],
  { controls, format }: Messages,
): APIStringSelectComponent {
  const options = matches.map(({ sound, comparison }, index) => ({
    label: clean(`${state.page * state.size + index + 1}. ${sound.label}`, 100),
    description: `${format.percent(comparison.score)} · ${format.duration(sound.seconds)}`,
    value: sound.id,
  }));
  return select(encodeState(action, state), options, controls[action]);
}
