import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearNames, searchNames } from '../../../src/commands/shared/search-names.ts';
import { editDistance } from '../../../src/edit-distance.ts';
import { storedSound } from '../../helpers/stored-sound.ts';

const labels = ['amen', 'loop_amen', 'Amen break', 'old Amen', 'kick'];
const sounds = labels.map((label, index) => storedSound({ id: String(index), label }));
const named = (found: readonly { label: string }[]) => found.map(({ label }) => label);

test('names are found by any part, the exact name first, then beginnings, newer names before older ones', () => {
  expect(named(searchNames(sounds, 'AMEN'))).toEqual(['amen', 'Amen break', 'old Amen', 'loop_amen']);
  expect(searchNames(sounds, 'snare')).toEqual([]);
});

test.each([
  ['loop_amne', ['loop_amen']],
  ['lop_amen', ['loop_amen']],
  ['kcik', ['kick']],
  ['braek', ['Amen break']],
  ['ki', []],
  ['something else', []],
])('for the mistyped name %j, the similar names are %j', (typed, near) => {
  expect(named(nearNames(sounds, typed))).toEqual(near);
});

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['abcd', 'abdc', 1],
  ['abc', 'abc', 0],
])('from %j to %j takes %i edits', (a, b, edits) => {
  expect(editDistance(a, b)).toBe(edits);
  expect(editDistance(b, a)).toBe(edits);
});

test('a limit changes no number of edits up to the limit, and gives Infinity above', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 0, max: 6 }), (a, b, max) => {
      const edits = editDistance(a, b);
      expect(editDistance(a, b, max)).toBe(edits <= max ? edits : Number.POSITIVE_INFINITY);
    }),
    { numRuns: 1000 },
  );
});
