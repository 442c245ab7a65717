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

test('the name for an upload has no path and keeps letters and the extension', () => {
  expect(uploadName('../../etc/pass wd.WAV')).toBe('etc pass wd.wav');
  expect(uploadName('雨の音.wav')).toBe('雨の音.wav');
  expect(uploadName('nai\u0308ve cafe\u0301.flac')).toBe('naïve café.flac');
  expect(uploadName('\u200b.wav')).toBe('sound.wav');
});
