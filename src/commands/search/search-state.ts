import { z } from 'zod';
import { BLOCK_NAMES, type BlockName, type Weights } from '../../engine/embedding.ts';
import { SEARCH_KINDS, type SearchKind } from '../../engine/index.ts';
import { DEFAULT_WEIGHTS } from '../../engine/weights.ts';
import { UserError } from '../../errors.ts';
import { LEVELS, type Level, type Levels, MAX_TOP, type SearchOrder, type Settings } from '../../storage/settings.ts';
import type { SearchQuery } from '../app.ts';
import { decodeCustomId, encodeCustomId } from '../shared/custom-id.ts';
import type { MixPart } from './mix-parts.ts';

/** What a search compares, in the order of the choices. */
export const SEARCH_BY = ['sound', ...SEARCH_KINDS] as const;
export type SearchBy = 'sound' | SearchKind;

/** Parameters of a search. The custom ids of the buttons contain them, so that the buttons work after a restart. */
export interface SearchState {
  readonly source: SearchQuery['source'];
  /** Number of matches on a page. */
  readonly size: number;
  /** Page number; the first page is 0. */
  readonly page: number;
  /** Minimum score of a match, in percent. */
  readonly minScore: number;
  readonly levels: Levels;
  readonly order: SearchOrder;
  /** What is compared: the whole sounds, or one aspect. */
  readonly by: SearchBy;
  /** Whether the menu for the weights of the blocks is shown. */
  readonly tuning: boolean;
  /** Id of the member whose sounds are searched; null for all sounds. */
  readonly author: string | null;
  /** The tag that a sound must have; null for all sounds. */
  readonly tag: string | null;
  /** The filter that a sound must meet, as it was typed; null for all sounds. */
  readonly filter: string | null;
  /** What is mixed with the source. The options of a menu contain it, because the custom ids have no room. */
  readonly mix: readonly MixPart[];
}

/**
 * What a button or menu does: `page`, `tune`, `weigh`, `mix` and `by` change the results, `match` uses one match. The actions
 * `level`, `play` and `more` exist only below results of earlier versions.
 */
export type Action = 'page' | 'tune' | 'weigh' | 'match' | 'by' | 'mix' | 'level' | 'play' | 'more';

/** Returns the state of a search without options: the defaults in the server's settings. */
export function initialState(source: SearchState['source'], settings: Settings): SearchState {
  const { top, levels, order } = settings;
  // Scores of a text query are on a lower scale, so the minimum score for sounds would exclude every match.
  const minScore = source.kind === 'text' ? 0 : settings.minScore;
  const unfiltered = { author: null, tag: null, filter: null, mix: [] };
  return { source, size: top, page: 0, minScore, levels, order, by: 'sound', tuning: false, ...unfiltered };
}

/** Returns the state of a search by another aspect. Its scores are on another scale, so the minimum score is dropped. */
export function searchedBy(state: SearchState, by: SearchBy): SearchState {
  return by === state.by ? state : { ...state, by, page: 0, minScore: 0, tuning: false };
}

const KINDS = { f: 'file', s: 'sound', t: 'text' } as const;
const ACTIONS = {
  p: 'page',
  t: 'tune',
  w: 'weigh',
  a: 'match',
  b: 'by',
  x: 'mix',
  l: 'level',
  y: 'play',
  m: 'more',
} as const;

/** What the menu of weights, the order `plain` and a filter add to the field `<shown>`, one digit of {@link DIGITS}. */
const TUNING = 1;
const PLAIN_ORDER = 2;
const FILTERED = 4;
/** What each place in {@link SEARCH_BY} adds to the field. */
const BY_STEP = 8;
/** What the order `varied` adds to the field. */
const VARIED_ORDER = 32;
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';
const levelDigits = z.string().regex(/^[0-3]{7}$/);
const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
/** Fields of the custom id `search:<action>:<kind><ref>:<size>.<page>.<minScore>.<levels>.<shown>.<author>:<tag>`. */
const fieldsSchema = z.tuple([
  z.enum(['p', 't', 'w', 'a', 'b', 'x', 'l', 'y', 'm']),
  z.string().regex(/^[fst][a-z0-9]{1,20}$/),
  z.tuple([
    integer(1, MAX_TOP),
    integer(0, 100_000),
    integer(0, 100),
    levelDigits,
    z.string().regex(/^[\w-]$/),
    z.string().regex(/^[a-z0-9]{0,13}$/),
  ]),
  z.string(),
]);
const FIELDS = 4;

/**
 * Returns the custom id that encodes a state. The longest state takes all 100 characters that Discord allows, so the
 * custom id only tells whether there is a filter. The message with the results shows the filter itself.
 */
export function encodeState(action: Action, state: SearchState): string {
  const { source, size, page, minScore, tuning, order, by } = state;
  const levels = BLOCK_NAMES.map((name) => LEVELS.indexOf(state.levels[name])).join('');
  const isFiltered = state.filter !== null;
  const choices =
    (tuning ? TUNING : 0) +
    (order === 'plain' ? PLAIN_ORDER : 0) +
    (order === 'varied' ? VARIED_ORDER : 0) +
    (isFiltered ? FILTERED : 0) +
    BY_STEP * SEARCH_BY.indexOf(by);
  const shown = DIGITS[choices] ?? '';
  const author = state.author === null ? '' : BigInt(state.author).toString(36);
  const numbers = [size, page, minScore, levels, shown, author].join('.');
  const ref = `${letterOf(KINDS, source.kind)}${source.ref}`;
  return encodeCustomId('search', letterOf(ACTIONS, action), ref, numbers, state.tag ?? '');
}

/**
 * Decodes the result of {@link encodeState}.
 * @param shownFilter the filter that the message with the custom id shows; null if it shows none
 * @param mix the parts of the mix that the message shows
 * @throws UserError `resultTooOld` if the custom id has another format, or the message lacks the filter
 */
export function decodeState(
  customId: string,
  shownFilter: string | null = null,
  mix: readonly MixPart[] = [],
): { action: Action; state: SearchState } {
  const { key, fields } = decodeCustomId(customId, FIELDS);
  const [actionField, sourceField, numbers, tagField = ''] = fields;
  const parsed = fieldsSchema.safeParse([actionField, sourceField, numbers?.split('.'), tagField]);
  if (key !== 'search' || !parsed.success) throw new UserError({ code: 'resultTooOld' });
  const [action, ref, [size, page, minScore, levels, shown, author], tag] = parsed.data;
  const choices = DIGITS.indexOf(shown);
  const isFiltered = (choices & FILTERED) > 0;
  if (isFiltered && shownFilter === null) throw new UserError({ code: 'resultTooOld' });
  const kind = KINDS[ref.startsWith('f') ? 'f' : ref.startsWith('s') ? 's' : 't'];
  return {
    action: ACTIONS[action],
    state: {
      source: { kind, ref: ref.slice(1) },
      size,
      page,
      minScore,
      levels: decodeLevels(levels),
      order: (choices & VARIED_ORDER) > 0 ? 'varied' : (choices & PLAIN_ORDER) > 0 ? 'plain' : 'library',
      by: SEARCH_BY[Math.floor((choices % VARIED_ORDER) / BY_STEP)] ?? 'sound',
      tuning: (choices & TUNING) > 0,
      author: author === '' ? null : decodeAuthor(author),
      tag: tag === '' ? null : tag,
      filter: isFiltered ? shownFilter : null,
      mix,
    },
  };
}

/**
 * Returns the weights of the blocks for the levels in a search. `more` adds a quarter of the total weight, so that the
 * level has a noticeable effect on blocks of low weight too.
 */
export function weightsOf(levels: Levels): Weights {
  const weight = (name: BlockName): number => {
    const usual = DEFAULT_WEIGHTS[name];
    return { off: 0, less: usual / 4, normal: usual, more: usual + 0.25 }[levels[name]];
  };
  return Object.fromEntries(BLOCK_NAMES.map((name) => [name, weight(name)]));
}

function decodeLevels(digits: string): Levels {
  const level = (name: BlockName): Level => LEVELS[Number(digits[BLOCK_NAMES.indexOf(name)])] ?? 'normal';
  return {
    clap: level('clap'),
    mfcc: level('mfcc'),
    chroma: level('chroma'),
    contrast: level('contrast'),
    rhythm: level('rhythm'),
    zcr: level('zcr'),
    rms: level('rms'),
  };
}

function decodeAuthor(base36: string): string {
  return [...base36].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n).toString();
}

function letterOf<T extends string>(table: Readonly<Record<string, T>>, value: T): string {
  return Object.entries(table).find(([, name]) => name === value)?.[0] ?? '';
}
