import type { APISelectMenuOption } from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import { button, type Row, row, select } from '../shared/components.ts';
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
  weighing: Omit<Weighing, 'levels'>,
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
      ? [row(select(encodeState('match', state), matchOptions(state, matches, messages), t.matches))]
      : []),
    ...(state.tuning ? [row(menuOfWeights())] : []),
    row(
      ...(pages > 1
        ? [pageButton('◀', page - 1), pageButton(results.page(page + 1, pages), page), pageButton('▶', page + 1)]
        : []),
      button(state.tuning ? t.close : t.whatMatters, toggle, { emoji: '⚖️' }),
    ),
  ];
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
