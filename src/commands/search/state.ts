import { z } from 'zod';
import { BLOCK_NAMES, type BlockName, type Weights } from '../../engine/embedding.ts';
import { DEFAULT_WEIGHTS } from '../../engine/weights.ts';
import { UserError } from '../../errors.ts';
import { LEVELS, type Level, type Levels, MAX_TOP, type Settings } from '../../storage/settings.ts';

/** What a result was searched with, so that its buttons can search again. */
export interface SearchState {
  /** A file (first digits of its SHA-256), a stored sound (its id) or words (a hash of them). */
  readonly query: { readonly kind: 'file' | 'sound' | 'text'; readonly ref: string };
  /** Matches on a page. */
  readonly size: number;
  readonly page: number;
  /** Least score that is shown, in per cent. */
  readonly least: number;
  readonly levels: Levels;
  /** Whether the buttons that set the levels are shown. */
  readonly tuning: boolean;
  /** Only sounds of this member. */
  readonly author: string | null;
  /** Only sounds with this tag. */
  readonly tag: string | null;
}

/** What a button or menu does: the first three show the state they carry, the others start from a match in it. */
export type Action = 'page' | 'tune' | 'level' | 'play' | 'more';

/** A search with no wishes of its own: as the server's settings have it. */
export function plainState(query: SearchState['query'], settings: Settings): SearchState {
  const { top, levels } = settings;
  return {
    query,
    size: top,
    page: 0,
    least: leastFor(query.kind, settings),
    levels,
    tuning: false,
    author: null,
    tag: null,
  };
}

/** Words are on another scale than sounds: the least score of sounds would leave nothing of them. */
export function leastFor(kind: SearchState['query']['kind'], { minScore }: Settings): number {
  return kind === 'text' ? 0 : minScore;
}

const KINDS = { f: 'file', s: 'sound', t: 'text' } as const;
const ACTIONS = { p: 'page', t: 'tune', l: 'level', y: 'play', m: 'more' } as const;

const level = z.string().regex(/^[0-3]{7}$/);
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
/** `search:<action>:<kind><ref>:<size>.<page>.<least>.<levels>.<tuning>.<author>:<tag>`; the tag may hold anything. */
const wire = z.tuple([
  z.literal('search'),
  z.enum(['p', 't', 'l', 'y', 'm']),
  z.string().regex(/^[fst][a-z0-9]{1,20}$/),
  z.tuple([
    whole(1, MAX_TOP),
    whole(0, 100_000),
    whole(0, 100),
    level,
    z.enum(['0', '1']),
    z.string().regex(/^[a-z0-9]{0,13}$/),
  ]),
  z.string(),
]);

/** A state as a custom id. Every one of the 100 characters that Discord allows may be needed. */
export function encodeState(action: Action, state: SearchState): string {
  const levels = BLOCK_NAMES.map((name) => LEVELS.indexOf(state.levels[name])).join('');
  const author = state.author === null ? '' : BigInt(state.author).toString(36);
  const numbers = [state.size, state.page, state.least, levels, state.tuning ? 1 : 0, author].join('.');
  return `search:${letter(ACTIONS, action)}:${letter(KINDS, state.query.kind)}${state.query.ref}:${numbers}:${state.tag ?? ''}`;
}

/** The opposite of {@link encodeState}. @throws UserError `usage` where an earlier version of the bot wrote it. */
export function decodeState(customId: string): { action: Action; state: SearchState } {
  const [key, action, query, numbers, ...tag] = customId.split(':');
  const parsed = wire.safeParse([key, action, query, numbers?.split('.'), tag.join(':')]);
  if (!parsed.success) throw new UserError({ code: 'resultTooOld' });
  const [, actionLetter, ref, [size, page, least, levels, tuning, author], tagText] = parsed.data;
  const kind = KINDS[ref.startsWith('f') ? 'f' : ref.startsWith('s') ? 's' : 't'];
  return {
    action: ACTIONS[actionLetter],
    state: {
      query: { kind, ref: ref.slice(1) },
      size,
      page,
      least,
      levels: decodeLevels(levels),
      tuning: tuning === '1',
      author: author === '' ? null : decodeAuthor(author),
      tag: tagText === '' ? null : tagText,
    },
  };
}

/** The weights that levels stand for. "More" adds a quarter of the whole, so that even the lightest aspect is felt. */
export function weightsOf(levels: Levels): Weights {
  const weight = (name: BlockName): number => {
    const usual = DEFAULT_WEIGHTS[name];
    return { off: 0, less: usual / 4, normal: usual, more: usual + 0.25 }[levels[name]];
  };
  return Object.fromEntries(BLOCK_NAMES.map((name) => [name, weight(name)]));
}

/** The level that the next press leads to. */
export function nextLevel(current: Level): Level {
  const next = { normal: 'more', more: 'less', less: 'off', off: 'normal' } as const;
  return next[current];
}

function decodeLevels(text: string): Levels {
  const at = (name: BlockName): Level => LEVELS[Number(text[BLOCK_NAMES.indexOf(name)])] ?? 'normal';
  return {
    clap: at('clap'),
    mfcc: at('mfcc'),
    chroma: at('chroma'),
    contrast: at('contrast'),
    rhythm: at('rhythm'),
    zcr: at('zcr'),
    rms: at('rms'),
  };
}

function decodeAuthor(text: string): string {
  return [...text].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n).toString();
}

function letter<T extends string>(table: Readonly<Record<string, T>>, value: T): string {
  return Object.entries(table).find(([, name]) => name === value)?.[0] ?? '';
}
