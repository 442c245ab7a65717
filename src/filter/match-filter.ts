import type { Sound } from '../storage/library.ts';
import { type Field, fieldOf, levelOf } from './fields.ts';
import type { Filter, Term, Value } from './filter.ts';
import { QUOTES } from './parse-value.ts';
import { noteAt } from './pitch-names.ts';

export type SoundTest = (sound: Sound) => boolean;

/** Returns a function that tells whether a sound meets all terms of a filter. */
export function matchFilter({ terms, memberId }: Pick<Filter, 'terms' | 'memberId'>): SoundTest {
  const tests = terms.map((term) => matchTerm(term, memberId));
  return (sound) => {
    for (const test of tests) if (!test(sound)) return false;
    return true;
  };
}

/**
 * Returns a function that tells whether a sound meets a term. A sound whose descriptors were not measured yet meets no
 * term about them, negated or not.
 */
export function matchTerm({ field, isNegated, values }: Term, memberId?: string): SoundTest {
  const { type, read } = fieldOf(field);
  const tests = values.map((value) =>
    type === 'number' ? matchNumber(value, fieldOf(field)) : matchText(field, value),
  );
  return (sound) => {
    const found = read(sound, memberId);
    if (found === undefined) return false;
    for (const test of tests) if (test(found)) return !isNegated;
    return isNegated;
  };
}

type ValueTest = (found: NonNullable<ReturnType<ReturnType<typeof fieldOf>['read']>> | null) => boolean;

function matchNumber(value: Value, field: Field): ValueTest {
  const within = (min: number, max: number): ValueTest => {
    return (found) => typeof found === 'number' && found >= min && found < max;
  };
  switch (value.type) {
    case 'near':
      return within(value.value - value.step / 2, value.value + value.step / 2);
    case 'level':
      return (found) => levelOf(field, found) === value.level;
    case 'note':
      return (found) => typeof found === 'number' && Math.abs(noteAt(found) - value.note) <= 0.5;
    case 'range': {
      const { min, max } = value;
      return (found) =>
        typeof found === 'number' &&
        (!min || found > min.value || (min.isIncluded && found === min.value)) &&
        (!max || found < max.value || (max.isIncluded && found === max.value));
    }
    default:
      return (found) => found === null;
  }
}

function matchText(field: Term['field'], value: Value): ValueTest {
  if (value.type !== 'text') return (found) => found === null;
  const { text } = value;
  const license = text.replaceAll(' ', '-');
  switch (field) {
    case 'tag':
      return (found) => Array.isArray(found) && found.includes(text);
    case 'in':
      return (found) => Array.isArray(found) && found.some((name) => comparableCollection(name) === text);
    case 'by':
      // The first is the id of the member, and the second the name.
      return (found) =>
        Array.isArray(found) && found.some((name, i) => (i === 0 ? name : comparableMember(name)).startsWith(text));
    case 'license':
      return (found) => typeof found === 'string' && comparableLicense(found).includes(license);
    case 'name':
      return (found) => typeof found === 'string' && comparableLabel(found).includes(text);
    case 'voice':
    case 'clipped':
    case 'fav':
      return (found) => found === (text === 'yes');
    default:
      return (found) => found === text;
  }
}

const comparableLabel = comparable();
const comparableMember = comparable();
const comparableLicense = comparable();
const comparableCollection = comparable();

/**
 * Returns a function that returns texts in the form in which they are compared. It keeps the last text, because all
 * values of a filter are tested with one sound before the next, and a filter can have 150 values.
 */
function comparable(): (text: string) => string {
  let last = '';
  let result = '';
  return (text) => {
    if (text !== last) [last, result] = [text, text.normalize('NFKC').replace(QUOTES, '').toLowerCase()];
    return result;
  };
}
