import { type APISelectMenuOption, type APIButtonComponent as Button, ButtonStyle } from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import type { Sound } from '../../storage/library.ts';
import { button, type Row, row, select } from '../shared/components.ts';
import { encodeCustomId } from '../shared/custom-id.ts';
import { clean } from '../shared/text.ts';
import type { MatchPage } from './find-matches.ts';
import type { FoundPage } from './find-page.ts';
import { mixMenu, type NamedPart } from './mix-view.ts';
import { encodeState, SEARCH_BY, type SearchBy, type SearchState, searchedBy } from './search-state.ts';
import { type Weighing, weightsMenu } from './weights-menu.ts';

/** Maximum length of a match in a menu, which leaves room for the words of the option. Discord allows 100. */
const MAX_MATCH = 75;
/** Start of a match in its sound up to which the sound is played from its start, in seconds. */
const MIN_START = 1;
/** Discord's limit for the buttons of a row. */
const MAX_BUTTONS = 5;
const BY_EMOJI = { sound: '🔎', tune: '🎵', beat: '🥁', part: '✂️' } as const;

/** Returns the controls of search results: a menu to play or search from a match, the menu of weights, page buttons. */
export function searchControls(
  state: SearchState,
  { matches, page, pages }: MatchPage,
  {
    board,
    parts,
    suggested,
    ...weighing
  }: Omit<Weighing, 'levels'> & {
    readonly board: readonly APISelectMenuOption[];
    readonly parts: readonly NamedPart[];
    readonly suggested: SearchBy | null;
  },
  messages: Messages,
): Row[] {
  const { controls: t } = messages;
  const toggle = encodeState('tune', { ...state, tuning: !state.tuning });
  const menuOfWeights = () => weightsMenu(encodeState('weigh', state), { ...weighing, levels: state.levels }, messages);
  const ranked = matches.map(({ sound }, index) => ({ sound, rank: page * state.size + index + 1 }));
  const menuOfMix = () => mixMenu(encodeState('mix', state), parts, ranked, messages);
  const buttons = [
    ...pageButtons(state, { page, pages }, messages),
    button(state.tuning ? t.close : t.whatMatters, toggle, { emoji: '⚖️' }),
    ...boardButton(matches, messages),
  ];
  return [
    ...(matches.length > 0
      ? [
          row(
            select(
              encodeState('match', state),
              [...matchOptions(state, scored(matches), messages), ...board],
              t.matches,
            ),
          ),
        ]
      : []),
    ...(state.tuning ? [row(menuOfWeights())] : []),
    // The menu contains the state of a mix, so it is always shown if there is one.
    ...((state.tuning && matches.length > 0) || parts.length > 0 ? [row(menuOfMix())] : []),
    ...buttonRows(state, buttons, state.source.kind === 'text' ? [] : byButtons(state, messages, suggested)),
  ];
}

/**
 * Returns the buttons below the menus. A second row would push the results of a page out of view. If the buttons need one,
 * those that search by another aspect are shown only while the menu of weights is. A suggested one takes the place of the
 * last usual one.
 */
function buttonRows({ tuning }: SearchState, usual: readonly Button[], byAspect: readonly Button[]): Row[] {
  if (usual.length + byAspect.length <= MAX_BUTTONS) return [row(...usual, ...byAspect)];
  if (tuning) return [row(...usual), row(...byAspect)];
  const suggested = byAspect.filter(({ style }) => style === ButtonStyle.Primary);
  return [row(...usual.slice(0, MAX_BUTTONS - suggested.length), ...suggested)];
}

/** Returns the button that puts the first match of the page on the soundboard. */
function boardButton([first]: MatchPage['matches'], { soundboard: t }: Messages) {
  return first ? [button(t.onButton, encodeCustomId('soundboard', 'from', first.sound.id), { emoji: '📢' })] : [];
}

/** Returns the controls of sounds that were found by tune, beat or part. */
export function foundControls(state: SearchState, { found, page, pages }: FoundPage, messages: Messages): Row[] {
  const matches = found.map(({ sound, score, from }) => ({ sound, score, from }));
  const paging = pageButtons(state, { page, pages }, messages);
  const menu = select(encodeState('match', state), matchOptions(state, matches, messages), messages.controls.matches);
  return [
    ...(found.length > 0 ? [row(menu)] : []),
    ...(paging.length > 0 ? [row(...paging)] : []),
    row(...byButtons(state, messages)),
  ];
}

/** Returns the buttons that search again by another aspect. The suggested one stands out. */
function byButtons(state: SearchState, { aspects }: Messages, suggested: SearchBy | null = null): Button[] {
  const others = SEARCH_BY.filter((by) => by !== state.by);
  return others.map((by) =>
    button(aspects.buttons[by], encodeState('by', searchedBy(state, by)), {
      emoji: BY_EMOJI[by],
      ...(by === suggested && { style: ButtonStyle.Primary }),
    }),
  );
}

function pageButtons(
  state: SearchState,
  { page, pages }: Pick<MatchPage, 'page' | 'pages'>,
  { results }: Messages,
): Button[] {
  const pageButton = (label: string, to: number) => {
    const disabled = to === page || to < 0 || to >= pages;
    return button(label, encodeState('page', { ...state, page: to }), { disabled });
  };
  if (pages <= 1) return [];
  return [pageButton('◀', page - 1), pageButton(results.page(page + 1, pages), page), pageButton('▶', page + 1)];
}

/** A match in a menu. */
interface MenuMatch {
  readonly sound: Sound;
  readonly score: number;
  /** Time in the sound from which it is played, in seconds; by default, its start. */
  readonly from?: number;
}

function scored(matches: MatchPage['matches']): MenuMatch[] {
  return matches.map(({ sound, comparison }) => ({ sound, score: comparison.score }));
}

/** Returns two options for each match: to play the match, and to search for sounds similar to the match. */
function matchOptions(
  state: SearchState,
  matches: readonly MenuMatch[],
  { controls: t, format }: Messages,
): APISelectMenuOption[] {
  const named = matches.map(({ sound, score, from = 0 }, index) => ({
    sound,
    from,
    name: clean(`${state.page * state.size + index + 1}. ${sound.label}`, MAX_MATCH),
    description: `${format.percent(score)} · ${format.duration(sound.seconds)}`,
  }));
  return [
    ...named.map(({ sound, name, description, from }) => ({
      label: t.play(name),
      description,
      value: from < MIN_START ? `play:${sound.id}` : `play:${sound.id}:${from.toFixed(1)}`,
      emoji: { name: '🔊' },
    })),
    ...named.map(({ sound, name }) => ({ label: t.more(name), value: `more:${sound.id}`, emoji: { name: '🔎' } })),
  ];
}
