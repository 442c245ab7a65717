import { SOUND_KINDS } from '../engine/descriptors/descriptors.ts';
import { type FieldName, fieldNames, fieldOf, findField } from './fields.ts';
import type { Filter, FilterProblem, Sort, Term, Value } from './filter.ts';
import { parseValue, QUOTES } from './parse-value.ts';
import { similarWords } from './similar-words.ts';

export type ParsedFilter = { readonly filter: Filter } | { readonly problem: FilterProblem };

/** What a sort is called, and the order of addition, by which sounds are sorted too. */
const SORT = 'sort';
const ADDED = 'added';
const SORTED_TYPES: readonly string[] = ['number', 'key', 'kind'];
/** A part: perhaps a minus, a word, and perhaps an operator with a value, which may have spaces around it. */
const PART = /([-−]?)([\p{L}\p{M}\p{N}_-]+)(?:\s*(<=|>=|≤|≥|<|>|=|:)\s*((?:"[^"]*"|[^\s"])*))?/uy;
const OPERATORS: Readonly<Record<string, string>> = { '≤': '<=', '≥': '>=', '=': ':' };

/**
 * Parses a filter such as `length<1 bright:high key:Am bpm:120..130 tag:kick|snare -loop sort:length`.
 *
 * A part is a property with a value (`:`, `<`, `<=`, `>`, `>=`), or the name of a kind (`loop`) or of a flag (`voice`).
 * A minus negates it, `|` separates values of which one is enough, and quotation marks hold spaces together. Case and
 * the width of characters do not matter. Never throws.
 * @returns the filter; or the first part that is wrong, where it is, and what could stand there
 */
export function parseFilter(text: string): ParsedFilter {
  const source = text.normalize('NFKC').replace(QUOTES, '"');
  const terms: Term[] = [];
  let sort: Sort | null = null;
  for (let at = skipSpace(source, 0); at < source.length; at = skipSpace(source, PART.lastIndex)) {
    PART.lastIndex = at;
    const match = PART.exec(source);
    const [part = '', minus = '', typed = '', operator = '', rest = ''] = match ?? [];
    const value = rest.replace(/,$/, '');
    const place = { part: match ? part : wordAt(source, at), at: at + 1 };
    if (!match) return { problem: { code: 'filterUnknown', ...place, near: [] } };
    if (source[PART.lastIndex] === '"')
      return { problem: { code: 'filterQuote', part: source.slice(at), at: place.at } };
    const word = typed.toLowerCase();
    if (word === SORT && operator !== '') {
      const parsed = parseSort(value);
      if (!parsed) return { problem: { code: 'filterValue', ...place, examples: ['sort:length', 'sort:-bpm'] } };
      sort = parsed;
      continue;
    }
    const found = operator === '' ? bareField(word) : findField(word);
    if (found === undefined && operator === '') {
      const named = findField(word);
      if (named) return { problem: { code: 'filterValue', ...place, examples: fieldOf(named).examples } };
    }
    if (found === undefined) {
      const near = similarWords(word, operator === '' ? bareWords() : [...fieldNames(), SORT]);
      return { problem: { code: 'filterUnknown', ...place, near } };
    }
    const values = operator === '' ? [bareValue(word)] : valuesOf(found, OPERATORS[operator] ?? operator, value);
    if (values === null) return { problem: { code: 'filterValue', ...place, examples: fieldOf(found).examples } };
    terms.push({ field: found, isNegated: minus !== '', values });
  }
  return { filter: { terms, sort } };
}

/** Returns the words that can stand alone: the kinds, and the flags. */
export function bareWords(): readonly string[] {
  return [...SOUND_KINDS, ...fieldNames().filter((name) => fieldOf(name).type === 'flag')];
}

/** Returns the names by which sounds can be sorted. */
export function sortNames(): readonly string[] {
  return [ADDED, 'name', ...fieldNames().filter((name) => SORTED_TYPES.includes(fieldOf(name).type))];
}

/** Returns the field of a word that stands alone. */
function bareField(word: string): FieldName | undefined {
  if (kindOf(word) !== undefined) return 'kind';
  const field = findField(word);
  return field !== undefined && fieldOf(field).type === 'flag' ? field : undefined;
}

function bareValue(word: string): Value {
  return { type: 'text', text: kindOf(word) ?? 'yes' };
}

function kindOf(word: string) {
  return SOUND_KINDS.find((kind) => kind === word || kind.replace('-', '') === word);
}

/** Returns the values of a part; null if one is wrong. */
function valuesOf(field: FieldName, operator: string, text: string): Value[] | null {
  if (operator === ':') {
    const values = alternatives(text).map((one) => parseValue(fieldOf(field), one));
    return values.every((value) => value !== null) ? values : null;
  }
  const value = parseValue(fieldOf(field), text);
  if (value?.type !== 'near') return null;
  const bound = { value: value.value, isIncluded: operator.endsWith('=') };
  return [
    operator.startsWith('<') ? { type: 'range', min: null, max: bound } : { type: 'range', min: bound, max: null },
  ];
}

/** Splits a value at `|` outside quotation marks, and removes the quotation marks. */
function alternatives(text: string): string[] {
  const found = text.match(/(?:"[^"]*"|[^"|])+|(?<=^|\|)(?=\||$)/g) ?? [''];
  return found.map((one) => one.replaceAll('"', '').trim());
}

function parseSort(text: string): Sort | null {
  const isDescending = text.startsWith('-');
  const word = text.replace(/^[-+]/, '').replaceAll('"', '').toLowerCase();
  const by = word === ADDED ? ADDED : findField(word);
  return by !== undefined && sortNames().includes(by) ? { by, isDescending } : null;
}

/** Returns the position of the next character that is neither a space nor a comma between parts. */
function skipSpace(text: string, from: number): number {
  let at = from;
  while (/[\s,]/.test(text[at] ?? '')) at++;
  return at;
}

function wordAt(text: string, at: number): string {
  return /^\S*/.exec(text.slice(at))?.[0] ?? '';
}
