import { expect, test } from 'vitest';
import { messagesFor } from '../../src/i18n/index.ts';

const english = messagesFor('en-US').format;

test('only a similarity of 1 is shown as 100%', () => {
  expect([1, 0.99999, 0.9, -0.3].map(english.percent)).toEqual(['100%', '99%', '90%', '0%']);
});

test('durations are shown as minutes and seconds', () => {
  expect([0.02, 0.4, 3, 61.4, 725].map(english.duration)).toEqual(['0.02 s', '0.4 s', '0:03', '1:01', '12:05']);
});

test('megabytes are rounded up, and have one decimal below 10', () => {
  expect([41 * 2 ** 20 - 1, 2.5 * 2 ** 20, 2 ** 20].map(english.megabytes)).toEqual(['41', '2.5', '1']);
});

test('counts use the plural forms of the language', () => {
  const forms = { one: '# one', other: '# other' };
  expect([0, 1, 1206].map((number) => english.count(number, forms))).toEqual(['0 other', '1 one', '1,206 other']);
  // French uses the singular for 0, and Japanese has only one form.
  expect(messagesFor('fr').format.count(0, forms)).toBe('0 one');
  expect(messagesFor('ja').format.count(1, forms)).toBe('1 other');
});

test.each([
  ['en-US', '94%', '0.4 s', '1,206', 'a, b, and c'],
  ['de', '94\u00a0%', '0,4 s', '1.206', 'a, b und c'],
  ['fr', '94\u00a0%', '0,4 s', '1\u202f206', 'a, b et c'],
  ['es-ES', '94\u00a0%', '0,4 s', '1206', 'a, b y c'],
  ['ja', '94%', '0.4秒', '1,206', 'a、b、c'],
])('numbers, durations and lists are written as is usual in %s', (locale, percent, duration, number, list) => {
  const { format } = messagesFor(locale);
  expect(format.percent(0.943)).toBe(percent);
  expect(format.duration(0.4)).toBe(duration);
  expect(format.number(1206)).toBe(number);
  expect(format.list(['a', 'b', 'c'])).toBe(list);
});
