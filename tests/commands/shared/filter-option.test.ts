import { expect, test, vi } from 'vitest';
import { countLeft } from '../../../src/commands/shared/filter-option.ts';
import { storedSound } from '../../helpers/stored-sound.ts';

const libraryOf = (size: number) => {
  const sounds = Array.from({ length: size }, (_, i) => storedSound({ label: i % 2 === 0 ? 'kick' : 'snare' }));
  return { size, list: vi.fn(() => sounds) };
};

test('a suggestion says how many sounds it leaves', () => {
  expect(countLeft(['name:kick', '-name:kick', 'name:'], libraryOf(7), '1')).toEqual([4, 3, undefined]);
});

test('nothing is counted if sounds would have to be tested too often', () => {
  const library = libraryOf(500);
  const suggestions = Array.from({ length: 25 }, (_, i) => `name:a|b|c|d${i}`);
  expect(countLeft(suggestions, library, '1')).toEqual([]);
  expect(library.list).not.toHaveBeenCalled();
});
