import { expect, test } from 'vitest';
import { describedAs, descriptorDifferences } from '../../../src/commands/shared/descriptor-text.ts';
import type { Descriptors } from '../../../src/engine/index.ts';
import { messagesFor } from '../../../src/i18n/index.ts';
import { storedSound } from '../../helpers/stored-sound.ts';
import { descriptorsOf } from '../../storage/helpers/sounds.ts';

const english = messagesFor('en-US');

test.each<[Partial<Descriptors>, string]>([
  [{}, 'bright, soft loop · 0.50 s · -14 LUFS · 120 BPM · key Am'],
  [{ tempoConfidence: 0.2 }, 'bright, soft loop · 0.50 s · -14 LUFS · 120 BPM (uncertain) · key Am'],
  [
    { key: null, tempoBpm: null, kind: 'one-shot', clipped: true },
    'bright, soft hit · 0.50 s · -14 LUFS · no clear pitch · clipped',
  ],
  [
    { kind: 'phrase', voice: true, centroidHz: 500, flatness: 0.01, lufs: null },
    'dark, tonal, soft phrase · 0.50 s · 120 BPM · key Am · resembles a voice',
  ],
])('%j is %s', (given, expected) => {
  const sound = storedSound({ seconds: 0.5, descriptors: descriptorsOf({ attackMs: 200, ...given }) });
  expect(describedAs(sound, english)).toBe(
    expected.replace('bright,', 'short, bright,').replace('dark,', 'short, dark,'),
  );
});

test.each<[Partial<Descriptors>, string]>([
  [{}, ''],
  [{ centroidHz: 6000, lufs: -26, seconds: 4.5 }, 'compared with yours: brighter, 12 dB quieter, and 3.0 s longer'],
  [{ flatness: 0.05, tempoBpm: 108 }, 'compared with yours: less noisy and 12 BPM slower'],
  [{ centroidHz: null, lufs: null, flatness: null, tempoBpm: null }, ''],
])('a match with %j differs: %s', (given, expected) => {
  expect(descriptorDifferences(descriptorsOf(given), descriptorsOf(), english)).toBe(expected);
});
