import { expect, test } from 'vitest';
import { boardEmoji, boardName } from '../../../src/commands/soundboard/suggest-name.ts';

const named = (label: string, tags: readonly string[] = []) => ({ label, tags, fileName: 'take 1.wav' });

test('the name is the typed one, or the label, with 2 to 32 characters', () => {
  expect(boardName('  Horn ', named('x'))).toBe('Horn');
  expect(boardName(null, named('a very long label that does not fit into a name'))).toHaveLength(32);
  expect(boardName(null, named('x'))).toBe('take 1.wav');
  expect(() => boardName('x', named('horn'))).toThrow('2 to 32');
  expect(() => boardName('\u200b\u200b', named('horn'))).toThrow('2 to 32');
});

test('the emoji is the typed one, one of the label, or one that fits its words', () => {
  expect(boardEmoji(' 👩‍🚒 ', named('drum'))).toBe('👩‍🚒');
  expect(boardEmoji(null, named('my 🐸 sound'))).toBe('🐸');
  expect(boardEmoji(null, named('bd_haus', ['kick']))).toBe('🥁');
  expect(boardEmoji(null, named('take 1', ['Regen']))).toBe('🌧️');
  expect(boardEmoji(null, named('wedding'))).toBe('🔊');
  for (const typed of ['x', '👍👍', ':smile:', '1']) expect(() => boardEmoji(typed, named('x'))).toThrow('emoji');
});
