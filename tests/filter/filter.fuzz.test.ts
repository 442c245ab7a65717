import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SOUND_KINDS } from '../../src/engine/descriptors/descriptors.ts';
import { type FieldName, fieldNames, fieldOf, LEVELS } from '../../src/filter/fields.ts';
import type { Filter, Term, Value } from '../../src/filter/filter.ts';
import { formatFilter } from '../../src/filter/format-filter.ts';
import { matchFilter } from '../../src/filter/match-filter.ts';
import { parseFilter, sortNames } from '../../src/filter/parse-filter.ts';
import { storedSound } from '../helpers/stored-sound.ts';
import { descriptorsOf } from '../storage/helpers/sounds.ts';

const number = fc
  .tuple(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.integer({ min: 0, max: 4 }))
  .map(([digits, decimals]) => Number((digits / 10 ** decimals).toFixed(decimals)) + 0);
const bound = number.map((value) => ({ value, isIncluded: true }));
const range = fc
  .tuple(fc.option(bound), fc.option(bound))
  .filter(([min, max]) => min !== null || max !== null)
  .map(([min, max]): Value => {
    const isReversed = min && max && min.value > max.value;
    return isReversed ? { type: 'range', min: max, max: min } : { type: 'range', min, max };
  });
const comparison = fc
  .record({ value: number, isIncluded: fc.boolean() })
  .chain((end) =>
    fc.constantFrom<Value>({ type: 'range', min: end, max: null }, { type: 'range', min: null, max: end }),
  );
const near = fc
  .tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 0, max: 3 }))
  .map(([digits, decimals]): Value => {
    const step = Number((10 ** -decimals).toPrecision(12));
    return { type: 'near', value: Number((digits * step).toPrecision(12)) + 0, step };
  });
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((typed) =>
    typed
      .normalize('NFKC')
      .toLowerCase()
      .replace(/["“”„«»]/g, '')
      .trim(),
  )
  .filter((typed) => /^[^@#<,\s][^,]*$/.test(typed) && typed.normalize('NFKC').toLowerCase().trim() === typed);

/** Returns the values that a field can have, each with `|` between several. */
function valuesOf(name: FieldName): fc.Arbitrary<Value[]> {
  const field = fieldOf(name);
  const several = (value: fc.Arbitrary<Value>) => fc.array(value, { minLength: 1, maxLength: 3 });
  const chosen = <T extends string>(texts: readonly T[]) =>
    fc.constantFrom(...texts).map((one): Value => ({ type: 'text', text: one }));
  const none = fc.constant<Value>({ type: 'none' });
  switch (field.type) {
    case 'flag':
      return several(chosen(['yes', 'no']));
    case 'kind':
      return several(chosen(SOUND_KINDS));
    case 'key':
      return several(fc.oneof(chosen(['A minor', 'C# major', 'F major', 'G# minor']), none));
    case 'text':
      return several(text.map((one): Value => ({ type: 'text', text: one })));
    case 'number': {
      const level = fc.constantFrom(...LEVELS).map((one): Value => ({ type: 'level', level: one }));
      const note = fc.integer({ min: 0, max: 127 }).map((one): Value => ({ type: 'note', note: one }));
      const isPitch = field.units !== undefined && 'hz' in field.units;
      const one = fc.oneof(range, near, none, ...(field.levels ? [level] : []), ...(isPitch ? [note] : []));
      return fc.oneof(
        several(one),
        comparison.map((value) => [value]),
      );
    }
  }
}

const term: fc.Arbitrary<Term> = fc
  .constantFrom(...fieldNames())
  .chain((field) => fc.record({ field: fc.constant(field), isNegated: fc.boolean(), values: valuesOf(field) }));
const sort = fc.record({
  by: fc.constantFrom(...sortNames()).map((by) => by as NonNullable<Filter['sort']>['by']),
  isDescending: fc.boolean(),
});
const filter: fc.Arbitrary<Filter> = fc.record({ terms: fc.array(term, { maxLength: 5 }), sort: fc.option(sort) });

test('every filter is read from its text as it was', () => {
  fc.assert(
    fc.property(filter, (given) => {
      const written = formatFilter(given);
      expect(parseFilter(written), written).toEqual({ filter: given });
    }),
    { numRuns: 300 },
  );
});

test('any text gives a filter that can be applied, or a problem within the text', () => {
  const sounds = [storedSound(), storedSound({ descriptors: descriptorsOf({ key: null, tempoBpm: null }) })];
  const words = fc.constantFrom(
    ...fieldNames(),
    ...SOUND_KINDS,
    ...LEVELS,
    'sort',
    ':',
    '<',
    '>=',
    '..',
    '|',
    '-',
    '"',
    ' ',
    '1',
    'Am',
  );
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.array(words, { maxLength: 12 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(typed, (given) => {
      const parsed = parseFilter(given);
      if ('filter' in parsed) {
        sounds.filter(matchFilter(parsed.filter));
        expect(parseFilter(formatFilter(parsed.filter))).toEqual(parsed);
        return;
      }
      const { part, at } = parsed.problem;
      expect(part).not.toBe('');
      expect(
        given
          .normalize('NFKC')
          .replace(/["“”„«»]/g, '"')
          .slice(at - 1)
          .startsWith(part),
      ).toBe(true);
    }),
    { numRuns: 500 },
  );
});
