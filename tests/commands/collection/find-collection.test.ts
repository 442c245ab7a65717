import { expect, test } from 'vitest';
import { collectionNames, MAX_IN_SERVER } from '../../../src/commands/collection/find-collection.ts';
import { storedSound } from '../../helpers/stored-sound.ts';

const libraryOf = (...names: readonly string[]) => ({
  list: () => names.map((name) => storedSound({ collections: [name] })),
});

test('new sounds join collections as the library spells them', () => {
  const names = collectionNames(libraryOf('Best of'));
  expect(names.allowed(['best OF', 'Gems'])).toEqual(['Best of', 'Gems']);
  names.added(['Best of', 'Gems']);
  expect(names.allowed(['gems'])).toEqual(['Gems']);
  expect(names.hasLeftOut).toBe(false);
});

test('new sounds join no new collection if the server has as many as it can', () => {
  const names = collectionNames(libraryOf(...Array.from({ length: MAX_IN_SERVER - 1 }, (_, i) => `number ${i}`)));
  expect(names.allowed(['last', 'one too many', 'Number 7'])).toEqual(['last', 'number 7']);
  expect(names.hasLeftOut).toBe(true);
});

test('a sound that was not added takes no collection', () => {
  const names = collectionNames(libraryOf(...Array.from({ length: MAX_IN_SERVER - 1 }, (_, i) => `number ${i}`)));
  expect(names.allowed(['of a duplicate'])).toEqual(['of a duplicate']);
  expect(names.allowed(['last'])).toEqual(['last']);
  expect(names.hasLeftOut).toBe(false);
});
