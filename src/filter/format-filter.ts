import { fieldOf } from './fields.ts';
import type { Filter, Term, Value } from './filter.ts';
import { MAX_DECIMALS, QUOTES } from './parse-value.ts';
import { noteName, shortKey } from './pitch-names.ts';

/** Returns a filter as text, which parses to the same filter. */
export function formatFilter({ terms, sort }: Filter): string {
  const order = sort && `sort:${sort.isDescending ? '-' : ''}${sort.by}`;
  return [...terms.map(formatTerm), ...(order === null ? [] : [order])].join(' ');
}

/** Returns a part of a filter as text. */
export function formatTerm({ field, isNegated, values }: Term): string {
  const minus = isNegated ? '-' : '';
  const [only] = values;
  if (only && values.length === 1) {
    if (only.type === 'text' && fieldOf(field).type === 'kind') return `${minus}${only.text}`;
    if (only.type === 'text' && fieldOf(field).type === 'flag' && only.text === 'yes') return `${minus}${field}`;
    if (only.type === 'range' && (only.min === null) !== (only.max === null)) return `${minus}${field}${half(only)}`;
  }
  return `${minus}${field}:${values.map((value) => formatValue(value, term(field))).join('|')}`;
}

function term(field: Term['field']) {
  return fieldOf(field);
}

function formatValue(value: Value, field: ReturnType<typeof fieldOf>): string {
  switch (value.type) {
    case 'range':
      return `${value.min ? decimal(value.min.value) : ''}..${value.max ? decimal(value.max.value) : ''}`;
    case 'near':
      return formatNear(value, field.units ?? {});
    case 'level':
      return value.level;
    case 'note':
      return noteName(value.note);
    case 'none':
      return 'none';
    case 'text':
      return quoted(field.type === 'key' ? shortKey(value.text) : value.text);
  }
}

/** Returns a range with one end as an operator and a number: `<=5`. */
function half({ min, max }: Extract<Value, { type: 'range' }>): string {
  const [sign, bound] = min ? ['>', min] : ['<', max];
  return `${sign}${bound?.isIncluded ? '=' : ''}${decimal(bound?.value ?? 0)}`;
}

/** Writes a number in the first unit in which its step is 1 or a decimal fraction, with the decimals of its step. */
function formatNear(
  { value, step }: Extract<Value, { type: 'near' }>,
  units: Readonly<Record<string, number>>,
): string {
  for (const [unit, factor] of [['', 1] as const, ...Object.entries(units)]) {
    const digits = -Math.log10(step / factor);
    if (digits > -1e-6 && Math.abs(digits - Math.round(digits)) < 1e-6)
      return `${(value / factor).toFixed(Math.round(digits))}${unit}`;
  }
  return decimal(value);
}

/** Writes a number without an exponent and without zeros at its end. */
export function decimal(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(MAX_DECIMALS).replace(/\.?0+$/, '') : text;
}

/** Returns a text in quotation marks if it needs them, and without those that it contains. */
export function quoted(text: string): string {
  const plain = text.replace(QUOTES, '');
  return /^[^\s|,]+$/.test(plain) ? plain : `"${plain}"`;
}
