import { describe, expect, test } from 'vitest';
import { explainNone } from '../../src/filter/explain-none.ts';
import type { Filter } from '../../src/filter/filter.ts';
import { matchFilter } from '../../src/filter/match-filter.ts';
import { parseFilter } from '../../src/filter/parse-filter.ts';
import { sortSounds } from '../../src/filter/sort-sounds.ts';
import type { Sound } from '../../src/storage/library.ts';
import { storedSound } from '../helpers/stored-sound.ts';
import { descriptorsOf } from '../storage/helpers/sounds.ts';

const kick = storedSound({
  label: 'Kick',
  tags: ['drum', 'kick'],
  seconds: 0.3,
  descriptors: descriptorsOf({ kind: 'one-shot', tempoBpm: null, key: null, pitchHz: 55, centroidHz: 400, lufs: -9 }),
});
const amen = storedSound({
  label: 'Amen break',
  tags: ['drum', 'hi hat'],
  addedBy: { id: '7', name: 'Bob' },
  seconds: 4,
  descriptors: descriptorsOf({ tempoBpm: 136.6, key: null, centroidHz: 3500, lufs: -16 }),
});
const pad = storedSound({
  label: 'Pad',
  seconds: 20,
  descriptors: descriptorsOf({ kind: 'texture', tempoBpm: null, key: 'A minor', centroidHz: 900, voice: true }),
});
const unmeasured = storedSound({ label: 'old', seconds: 4 });
const all = [kick, amen, pad, unmeasured];

function filterOf(text: string): Filter {
  const parsed = parseFilter(text);
  if ('problem' in parsed) throw new Error(parsed.problem.code);
  return parsed.filter;
}

const labels = (sounds: readonly Sound[]) => sounds.map(({ label }) => label);

test('`fav` means the favorites of the member who filters', () => {
  const [hers, his, none] = [['1'], ['2'], []].map((favoredBy) => storedSound({ favoredBy }));
  const found = (memberId: string, text: string) =>
    [hers, his, none].filter((sound) => sound && matchFilter({ ...filterOf(text), memberId })(sound));
  expect(found('1', 'fav')).toEqual([hers]);
  expect(found('2', 'favourite')).toEqual([his]);
  expect(found('2', '-fav')).toEqual([hers, none]);
  expect(found('', 'fav')).toEqual([]);
});

describe('a filter lets pass', () => {
  test.each([
    ['', ['Kick', 'Amen break', 'Pad', 'old']],
    ['length<1', ['Kick']],
    ['length:4', ['Amen break', 'old']],
    ['length>=4', ['Amen break', 'Pad', 'old']],
    ['kind:loop|texture', ['Amen break', 'Pad']],
    ['loop', ['Amen break']],
    ['bright:high', ['Amen break']],
    ['bright:low', ['Kick', 'Pad']],
    ['loud:high', ['Kick', 'Pad']],
    ['bpm:137', ['Amen break']],
    ['bpm:136', []],
    ['bpm:none', ['Kick', 'Pad']],
    ['-bpm:120..140', ['Kick', 'Pad']],
    ['pitch:A1', ['Kick']],
    ['key:Am', ['Pad']],
    ['voice', ['Pad']],
    ['-voice', ['Kick', 'Amen break']],
    ['tag:drum -tag:kick', ['Amen break']],
    ['tag:"hi hat"|kick', ['Kick', 'Amen break']],
    ['by:bo', ['Amen break']],
    ['by:<@7>', ['Amen break']],
    ['name:BREAK', ['Amen break']],
  ])('%j', (text, expected) => {
    expect(labels(all.filter(matchFilter(filterOf(text))))).toEqual(expected);
  });
});

test.each([
  ['sort:length', ['Kick', 'Amen break', 'old', 'Pad']],
  ['sort:-bright', ['Amen break', 'Pad', 'Kick', 'old']],
  ['sort:name', ['Amen break', 'Kick', 'old', 'Pad']],
  ['sort:bpm', ['Amen break', 'Kick', 'Pad', 'old']],
])('sounds without the value come last: %s', (text, expected) => {
  const { sort } = filterOf(text);
  expect(sort && labels(sortSounds(all, sort, (sound) => sound))).toEqual(expected);
});

test.each([
  ['length<1 tag:drum loop', { part: 'length<1', without: 1 }],
  ['bpm:60 tag:drum', { part: 'bpm:60', without: 2, alone: 0 }],
  ['tag:none-such tag:other', { without: 0, alone: 0 }],
])('if %j leaves nothing, the part that excludes the most is named', (text, expected) => {
  expect(explainNone(all, filterOf(text))).toMatchObject(expected);
});

test('a filter that leaves sounds is not explained', () => {
  expect(explainNone(all, filterOf('loop'))).toBeNull();
});

test('`in` means a collection, whatever the case of its name', () => {
  const sounds = [['Best of'], ['best'], []].map((collections) => storedSound({ collections }));
  const found = (text: string) => {
    const parsed = parseFilter(text);
    return 'filter' in parsed ? sounds.filter(matchFilter(parsed.filter)) : parsed;
  };
  expect(found('in:"best OF"')).toEqual([sounds[0]]);
  expect(found('-in:best')).toEqual([sounds[0], sounds[2]]);
});

test('tempo and key that a member accepted from the file count, and not the measured ones', () => {
  const stated = storedSound({
    descriptors: descriptorsOf({ tempoBpm: 196, key: 'C major' }),
    stated: { tempoBpm: 98, key: null },
  });
  const isFound = (text: string) => {
    const parsed = parseFilter(text);
    return 'filter' in parsed && matchFilter(parsed.filter)(stated);
  };
  expect(['bpm:98', 'bpm:196', 'key:C', 'key:8B'].map(isFound)).toEqual([true, false, true, true]);
});
