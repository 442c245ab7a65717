import { SOUND_KINDS } from '../engine/descriptors/descriptors.ts';
import { type Field, LEVELS } from './fields.ts';
import type { Value } from './filter.ts';
import { parseKey, parseNote } from './pitch-names.ts';

const NUMBER = /^([-−+]?)(\d{1,9})(?:[.,](\d{1,9}))?\s*([a-z%]*)$/;
/** Quotation marks, all of which hold a text together. A text is compared without those that it contains. */
export const QUOTES = /["“”„«»]/g;
/** Number of decimals of a number in the unit of its field. Further decimals are rounded away. */
export const MAX_DECIMALS = 9;
const RANGE = /^([-−+]?\d[\d.,]*?[a-z%]*)?(?:\.\.+|…|–|-)([-−+]?\d[\d.,]*[a-z%]*)?$/;
const YES: readonly string[] = ['yes', 'true', '1'];
const NO: readonly string[] = ['no', 'false', '0'];
const NONE: readonly string[] = ['none', 'no', 'unknown'];

/** Parses one value of a field; null if the field cannot have it. */
export function parseValue(field: Field, typed: string): Value | null {
  const text = typed.toLowerCase();
  if (text === '') return null;
  switch (field.type) {
    case 'flag':
      if (YES.includes(text)) return { type: 'text', text: 'yes' };
      return NO.includes(text) ? { type: 'text', text: 'no' } : null;
    case 'kind': {
      const kind = SOUND_KINDS.find((one) => one === text || one.replace('-', '') === text.replace(/[\s-]/g, ''));
      return kind ? { type: 'text', text: kind } : null;
    }
    case 'key': {
      if (NONE.includes(text)) return { type: 'none' };
      const key = parseKey(text);
      return key === null ? null : { type: 'text', text: key };
    }
    case 'text': {
      // A mention of a member is `<@id>`, or `@name` in plain text; tags may be written with a `#`.
      const plain = text.replace(/^<@!?(\d+)>$/, '$1').replace(/^[@#]+/, '');
      return plain === '' ? null : { type: 'text', text: plain };
    }
    case 'number':
      return numericValue(field, text);
  }
}

function numericValue(field: Field, text: string): Value | null {
  if (NONE.includes(text)) return { type: 'none' };
  const level = LEVELS.find((one) => one === text || (one === 'mid' && text === 'medium'));
  if (level) return field.levels ? { type: 'level', level } : null;
  const note = 'hz' in (field.units ?? {}) ? parseNote(text) : null;
  if (note !== null) return { type: 'note', note };
  const single = parseNumber(field, text);
  if (single) return { type: 'near', ...single };
  const [, from, to] = RANGE.exec(text) ?? [];
  if (from === undefined && to === undefined) return null;
  const ends = [from, to].map((end) => (end === undefined ? null : parseNumber(field, end)));
  if ((from !== undefined && !ends[0]) || (to !== undefined && !ends[1])) return null;
  const [low = null, high = null] = ends.map((end) => end && { value: end.value, isIncluded: true });
  // The ends may be given in either order.
  const isReversed = low !== null && high !== null && low.value > high.value;
  return isReversed ? { type: 'range', min: high, max: low } : { type: 'range', min: low, max: high };
}

/** Parses a number with a unit. `step` is the distance to the next number that has as many decimals. */
function parseNumber({ units = {} }: Field, text: string): { value: number; step: number } | null {
  const [match, sign = '', whole = '', decimals = '', unit = ''] = NUMBER.exec(text) ?? [];
  const factor = unit === '' ? 1 : units[unit];
  if (match === undefined || factor === undefined) return null;
  const size = Number(`${whole}.${decimals || '0'}`) * factor;
  const value = Number((sign === '' || sign === '+' ? size : -size).toFixed(MAX_DECIMALS));
  const step = Number((factor * 10 ** -decimals.length).toFixed(MAX_DECIMALS));
  // Adding 0 turns -0 into 0.
  return { value: value + 0, step: Math.max(step, 10 ** -MAX_DECIMALS) };
}
