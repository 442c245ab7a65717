import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { BLOCK_NAMES } from '../../engine/embedding.ts';
import type { Messages } from '../../i18n/index.ts';
import { aspectButton } from '../shared/level-rows.ts';
import { clean } from '../shared/text.ts';
import type { Match } from './results-view.ts';
import { type Action, encodeState, nextLevel, type SearchState } from './state.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** The rows below a result: play a match, more like a match, pages, and how much each aspect counts. */
export function searchControls(
  state: SearchState,
  matches: readonly Match[],
  { more, clap, messages }: { more: boolean; clap: boolean; messages: Messages },
): Row[] {
  const { controls: say } = messages;
  const rows: Row[] = [];
  if (matches.length > 0) {
    rows.push(row([matchMenu('play', state, matches, messages)]));
    rows.push(row([matchMenu('more', state, matches, messages)]));
  }
  rows.push(
    row([
      button('page', '◀', { ...state, page: Math.max(0, state.page - 1) }, { disabled: state.page === 0 }),
      button('page', '▶', { ...state, page: state.page + 1 }, { disabled: !more }),
      button('tune', state.tuning ? say.close : say.whatMatters, { ...state, tuning: !state.tuning }, { emoji: '⚖️' }),
    ]),
  );
  if (state.tuning) rows.push(...levelRows(state, clap, messages));
  return rows;
}

/** A button for each aspect; each press leads to the next level. */
function levelRows(state: SearchState, clap: boolean, messages: Messages): Row[] {
  const buttons = BLOCK_NAMES.filter((name) => name !== 'clap' || clap).map((name) => {
    const levels = { ...state.levels, [name]: nextLevel(state.levels[name]) };
    return aspectButton(messages, name, state.levels[name], encodeState('level', { ...state, levels, page: 0 }));
  });
  return [row(buttons.slice(0, 4)), row(buttons.slice(4))];
}

function matchMenu(
  action: 'play' | 'more',
  state: SearchState,
  matches: readonly Match[],
  { controls, format }: Messages,
): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: encodeState(action, state),
    placeholder: controls[action],
    options: matches.map(({ sound, comparison }, index) => ({
      label: clean(`${state.page * state.size + index + 1}. ${sound.label}`, 100),
      description: `${format.percent(comparison.score)} · ${format.duration(sound.seconds)}`,
      value: sound.id,
    })),
  };
}

function button(
  action: Action,
  label: string,
  state: SearchState,
  { emoji, disabled = false }: { emoji?: string; disabled?: boolean } = {},
): APIButtonComponent {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label,
    custom_id: encodeState(action, state),
    disabled,
    ...(emoji === undefined ? {} : { emoji: { name: emoji } }),
  };
}

function row(components: APIComponentInMessageActionRow[]): Row {
  return { type: ComponentType.ActionRow, components };
}
