import type { APISelectMenuOption } from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import { button, type Row, row, select } from '../shared/components.ts';
import { encodeCustomId } from '../shared/custom-id.ts';
import { clean } from '../shared/text.ts';
import type { MatchPage } from './find-matches.ts';
import { encodeState, type SearchState } from './search-state.ts';
import { type Weighing, weightsMenu } from './weights-menu.ts';

/** Maximum length of a match in a menu, which leaves room for the words of the option. Discord allows 100. */
const MAX_MATCH = 75;

/** Returns the controls of search results: a menu to play or search from a match, the menu of weights, page buttons. */
export function searchControls(
  state: SearchState,
  { matches, page, pages }: MatchPage,
  { board, ...weighing }: Omit<Weighing, 'levels'> & { readonly board: readonly APISelectMenuOption[] },
  messages: Messages,
): Row[] {
  const { controls: t, results } = messages;
  const pageButton = (label: string, to: number) => {
    const disabled = to === page || to < 0 || to >= pages;
    return button(label, encodeState('page', { ...state, page: to }), { disabled });
  };
  const toggle = encodeState('tune', { ...state, tuning: !state.tuning });
  const menuOfWeights = () => weightsMenu(encodeState('weigh', state), { ...weighing, levels: state.levels }, messages);
  return [
    ...(matches.length > 0
      ? [row(select(encodeState('match', state), [...matchOptions(state, matches, messages), ...board], t.matches))]
      : []),
    ...(state.tuning ? [row(menuOfWeights())] : []),
    row(
      ...(pages > 1
        ? [pageButton('◀', page - 1), pageButton(results.page(page + 1, pages), page), pageButton('▶', page + 1)]
        : []),
      button(state.tuning ? t.close : t.whatMatters, toggle, { emoji: '⚖️' }),
      ...boardButton(matches, messages),
    ),
  ];
}

/** Returns the button that puts the first match of the page on the soundboard. */
function boardButton([first]: MatchPage['matches'], { soundboard: t }: Messages) {
  return first ? [button(t.onButton, encodeCustomId('soundboard', 'from', first.sound.id), { emoji: '📢' })] : [];
}

/** Returns two options for each match: to play the match, and to search for sounds similar to the match. */
function matchOptions(
  state: SearchState,
  matches: MatchPage['matches'],
  { controls: t, format }: Messages,
): APISelectMenuOption[] {
  const named = matches.map(({ sound, comparison }, index) => ({
    sound,
    name: clean(`${state.page * state.size + index + 1}. ${sound.label}`, MAX_MATCH),
    description: `${format.percent(comparison.score)} · ${format.duration(sound.seconds)}`,
  }));
  return [
    ...named.map(({ sound, name, description }) => ({
      label: t.play(name),
      description,
      value: `play:${sound.id}`,
      emoji: { name: '🔊' },
    })),
    ...named.map(({ sound, name }) => ({ label: t.more(name), value: `more:${sound.id}`, emoji: { name: '🔎' } })),
  ];
}
