import { expect, test } from 'vitest';
import { labelOf, tagsOf, uploadName } from '../../../src/commands/shared/labels.ts';

test('the label is what was typed, or else the name of the file', () => {
  expect(labelOf(' Door  bell ', 'x.wav', 'untitled')).toBe('Door bell');
  expect(labelOf(null, 'bd_808.final.flac', 'untitled')).toBe('bd_808.final');
  expect(labelOf('\u200b', '.wav', 'untitled')).toBe('untitled');
});

test('tags are lower-case, each once, without the hash that people type', () => {
  expect(tagsOf('Drum, #Loud;drum,, take 2 ')).toEqual(['drum', 'loud', 'take 2']);
  expect(tagsOf(null)).toEqual([]);
});

test('an eleventh tag is refused', () => {
  expect(() => tagsOf('a,b,c,d,e,f,g,h,i,j,k')).toThrow('A sound can have 10 tags; you gave 11.');
});

test('a file is uploaded again under a harmless name with its ending', () => {
  expect(uploadName('../../etc/pass wd.WAV')).toBe('etc_pass_wd.wav');
  expect(uploadName('ächö.flac')).toBe('a_cho.flac');
  expect(uploadName('🎉')).toBe('sound');
});

test('a tag is at most 30 characters, also where its lower-case letters are longer than the capitals', () => {
  expect(tagsOf('İ'.repeat(30))).toEqual([expect.stringMatching(/^.{1,30}$/s)]);
});

test('a tag that is exported and imported again is the same', () => {
  expect(tagsOf('## take # 2')).toEqual(['take # 2']);
});
