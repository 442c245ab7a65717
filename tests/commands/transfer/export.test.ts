import { expect, test } from 'vitest';
import { MAX_SOUNDS, OVERHEAD } from '../../../src/commands/transfer/archive.ts';
import { planParts } from '../../../src/commands/transfer/export.ts';
import type { Sound } from '../../../src/storage/library.ts';
import { storedSound } from '../../helpers/stored-sound.ts';

const sound = (bytes: number) => storedSound({ bytes });
const sizes = (sounds: readonly Sound[], limit: number) => planParts(sounds, limit).parts.map(({ length }) => length);

test('an archive has as many sounds as fit into its bytes, with space for their descriptions', () => {
  const half = 10_000 - OVERHEAD;
  expect(sizes([half, half, half].map(sound), 20_000)).toEqual([2, 1]);
  expect(sizes([half, half + 1].map(sound), 20_000)).toEqual([1, 1]);
});

test('an archive has no more sounds than can be imported from one', () => {
  expect(sizes(Array(2 * MAX_SOUNDS + 1).fill(sound(1)), 2 ** 30)).toEqual([MAX_SOUNDS, MAX_SOUNDS, 1]);
});

test('a sound that is larger than an archive is reported, and the others are exported', () => {
  const large = sound(20_000);
  const { parts, tooLarge } = planParts([sound(1), large, sound(2)], 20_000);
  expect(tooLarge).toEqual([large]);
  expect(parts.flat().map(({ bytes }) => bytes)).toEqual([1, 2]);
});
