import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { BLOCK_NAMES, type BlockName } from '../../engine/embedding.ts';
import { type Action, encodeState, type Level, nextLevel, type SearchState } from '../search-state.ts';
import { FEATURES } from './features.ts';
import type { Match } from './results.ts';
import { clean, duration, percent } from './text.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** What the aspects are called on their buttons. */
const ASPECTS: Readonly<Record<BlockName, { readonly emoji: string; readonly name: string }>> = {
  clap: { emoji: '💬', name: 'Meaning' },
  ...FEATURES,
};
const LEVEL_MARK: Readonly<Record<Level, string>> = { off: 'off', less: '−', normal: '', more: '+' };
const LEVEL_STYLE = {
  off: ButtonStyle.Danger,
  less: ButtonStyle.Secondary,
  normal: ButtonStyle.Secondary,
  more: ButtonStyle.Success,
} as const;

/** The rows below a result: play a match, more like a match, pages, and how much each aspect counts. */
export function searchControls(
  state: SearchState,
  matches: readonly Match[],
  { more, clap }: { more: boolean; clap: boolean },
): Row[] {
  const rows: Row[] = [];
  if (matches.length > 0) {
    rows.push(row([matchMenu('play', '▶ Play a match…', state, matches)]));
    rows.push(row([matchMenu('more', '🔎 More like…', state, matches)]));
  }
  rows.push(
    row([
      button('page', '◀', { ...state, page: Math.max(0, state.page - 1) }, { disabled: state.page === 0 }),
      button('page', '▶', { ...state, page: state.page + 1 }, { disabled: !more }),
      button('tune', state.tuning ? 'Close' : 'What matters?', { ...state, tuning: !state.tuning }, { emoji: '🎚️' }),
    ]),
  );
  if (state.tuning) rows.push(...levelRows(state, clap));
  return rows;
}

/** A button for each aspect; each press leads to the next level. */
function levelRows(state: SearchState, clap: boolean): Row[] {
  const buttons = BLOCK_NAMES.filter((name) => name !== 'clap' || clap).map((name) => {
    const current = state.levels[name];
    const levels = { ...state.levels, [name]: nextLevel(current) };
    const label = `${ASPECTS[name].name} ${LEVEL_MARK[current]}`.trim();
    return button(
      'level',
      label,
      { ...state, levels, page: 0 },
      { emoji: ASPECTS[name].emoji, style: LEVEL_STYLE[current] },
    );
  });
  return [row(buttons.slice(0, 4)), row(buttons.slice(4))];
}

function matchMenu(
  action: Action,
  placeholder: string,
  state: SearchState,
  matches: readonly Match[],
): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: encodeState(action, state),
    placeholder,
    options: matches.map(({ sound, comparison }, index) => ({
      label: clean(`${state.page * state.size + index + 1}. ${sound.label}`, 100),
      description: `${percent(comparison.score)} · ${duration(sound.seconds)}`,
      value: sound.id,
    })),
  };
}

function button(
  action: Action,
  label: string,
  state: SearchState,
  {
    emoji,
    disabled = false,
    style = ButtonStyle.Secondary,
  }: {
    emoji?: string;
    disabled?: boolean;
    style?: ButtonStyle.Secondary | ButtonStyle.Success | ButtonStyle.Danger;
  } = {},
): APIButtonComponent {
  return {
    type: ComponentType.Button,
    style,
    label,
    custom_id: encodeState(action, state),
    disabled,
    ...(emoji === undefined ? {} : { emoji: { name: emoji } }),
  };
}

function row(components: APIComponentInMessageActionRow[]): Row {
  return { type: ComponentType.ActionRow, components };
}
