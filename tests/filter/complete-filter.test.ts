import { expect, test } from 'vitest';
import { completeFilter } from '../../src/filter/complete-filter.ts';
import { matchFilter } from '../../src/filter/match-filter.ts';
import { parseFilter } from '../../src/filter/parse-filter.ts';
import { storedSound } from '../helpers/stored-sound.ts';
import { descriptorsOf } from '../storage/helpers/sounds.ts';

const sounds = [90, 120, 140, 160].map((tempoBpm, i) =>
  storedSound({
    label: `loop ${i}`,
    descriptors: descriptorsOf({ tempoBpm, flatness: 1e-8 * 2 ** i, key: i === 0 ? 'C# minor' : 'F major' }),
  }),
);
const library = {
  list: () => sounds,
  tags: new Map([
    ['kick', 3],
    ['hi hat', 5],
  ]),
};
const texts = (typed: string) => completeFilter(typed, library).map(({ text }) => text);

test.each([
  ['', 'length:'],
  ['br', 'bright:'],
  ['bright:', 'bright:high'],
  ['bright:h', 'bright:high'],
  ['length<1 lo', 'length<1 loop'],
  ['-vo', '-voice'],
  ['tag:', 'tag:"hi hat"'],
  ['tag:kick|h', 'tag:kick|"hi hat"'],
  ['key:', 'key:F'],
  ['bpm:', 'bpm:120..140'],
  ['by:', 'by:Ada'],
  ['sort:-bp', 'sort:-bpm'],
  ['lenght<', 'length<'],
  ['bpm<', 'bpm<120'],
  ['bpm>=1', 'bpm>=140'],
  ['bpm≤', 'bpm≤120'],
  ['kick', 'tag:kick'],
])('%j can become %j', (typed, expected) => {
  expect(texts(typed)).toContain(expected);
});

test('every completed value is a filter', () => {
  const fields = ['bright', 'tag', 'key', 'bpm', 'by', 'kind', 'sort', 'pitch', 'noisy', 'name'];
  for (const typed of [...fields.flatMap((field) => [`${field}:`, `${field}<`, `${field}>=`]), '-lo'])
    for (const text of texts(typed).filter((one) => !one.endsWith(':')))
      expect(parseFilter(text), text).toHaveProperty('filter');
});

test('only the most frequent tags are values, in a library with many', () => {
  const tags = new Map(Array.from({ length: 50_000 }, (_, i) => [`tag ${i}`, i % 1000 === 999 ? i : 1]));
  const completed = completeFilter('tag:', { list: () => [], tags }).map(({ text }) => text);
  expect(completed).toHaveLength(25);
  expect(completed.slice(0, 2)).toEqual(['tag:"tag 49999"', 'tag:"tag 48999"']);
});

test('a name with quotation marks is found by its completed value', () => {
  const named = storedSound({ label: 'a “5"” kick' });
  const [text = ''] = completeFilter('name:', { list: () => [named], tags: new Map() }).map((one) => one.text);
  const parsed = parseFilter(text);
  expect('filter' in parsed && matchFilter(parsed.filter)(named)).toBe(true);
});
