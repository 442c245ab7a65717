import { expect, test } from 'vitest';
import { soundTable } from '../../../src/commands/transfer/sound-table.ts';
import { storedSound } from '../../helpers/stored-sound.ts';
import { descriptorsOf } from '../../storage/helpers/sounds.ts';

const bell = storedSound({
  label: '=HYPERLINK("x"), "bell"',
  tags: ['metal', 'hit'],
  favoredBy: ['77777'],
  descriptors: descriptorsOf({ tempoBpm: 98.5, key: 'A minor', pitchHz: null }),
});

test('a table in JSON has the descriptors of each sound, and no favorites', () => {
  const json = soundTable([bell, storedSound()], 'json');
  const [first, second] = JSON.parse(json);
  expect(first).toMatchObject({ label: bell.label, tags: 'metal; hit', tempoBpm: 98.5, key: 'A minor', pitchHz: null });
  expect(second).toMatchObject({ label: 'bell', tempoBpm: null, license: null });
  expect(json).not.toContain('77777');
});

test('both tables have the same columns', () => {
  const [heading = ''] = soundTable([bell], 'csv').split('\r\n');
  const [first] = JSON.parse(soundTable([bell], 'json'));
  expect(heading.replace('\ufeff', '').split(',').sort()).toEqual(Object.keys(first).sort());
});

test('a table of no sound in CSV is the heading', () => {
  const [heading] = soundTable([bell], 'csv').split('\r\n');
  expect(soundTable([], 'csv')).toBe(`${heading}\r\n`);
});

test('a table in CSV has a heading, quotes texts, and contains no formula', () => {
  const [heading = '', row = '', end] = soundTable([bell], 'csv').split('\r\n');
  expect(heading).toMatch(/^\ufeffid,label,tags,.*,lufs,.*,tempoBpm,/);
  expect(row).toContain(`,"'=HYPERLINK(""x""), ""bell""",metal; hit,`);
  expect(end).toBe('');
  expect(soundTable([storedSound()], 'csv').split('\r\n')[1]?.split(',')).toHaveLength(heading.split(',').length);
});
