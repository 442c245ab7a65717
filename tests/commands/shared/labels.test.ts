import { expect, test } from 'vitest';
import { labelOf, tagsOf, uploadName } from '../../../src/commands/shared/labels.ts';

test('the label is the typed text, or else the name of the file', () => {
  expect(labelOf(' Door  bell ', 'x.wav', 'untitled')).toBe('Door bell');
  expect(labelOf(null, 'bd_808.final.flac', 'untitled')).toBe('bd_808.final');
  expect(labelOf('\u200b', '.wav', 'untitled')).toBe('untitled');
});

test('tags are in lower case, without repetitions and without leading hashes', () => {
  expect(tagsOf('Drum, #Loud;drum,, take 2 ')).toEqual(['drum', 'loud', 'take 2']);
  expect(tagsOf(null)).toEqual([]);
});

test('the name for an upload is safe and keeps the extension', () => {
  expect(uploadName('../../etc/pass wd.WAV')).toBe('etc_pass_wd.wav');
  expect(uploadName('ächö.flac')).toBe('a_cho.flac');
  expect(uploadName('🎉')).toBe('sound');
});
