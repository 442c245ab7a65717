import { expect, it } from 'vitest';
import type { PitchedNote } from '../../../../src/engine/search/tune/hummed-notes.ts';
import { untilRepetition } from '../../../../src/engine/search/tune/until-repetition.ts';
import { type MelodyNote, TUNE } from '../melodies.ts';

/** Returns the notes of a melody, each with a short gap after it and a little out of tune. */
function notesOf(melody: readonly MelodyNote[], tempo = 1): PitchedNote[] {
  let at = 0.3;
  return melody.map(([pitch, seconds], i) => {
    const start = at;
    at += seconds / tempo;
    return { start, end: at - 0.06, pitch: pitch + 0.2 * Math.sin(i) };
  });
}

it.each([
  ['twice', [...TUNE, ...TUNE], TUNE.length],
  ['three times', [...TUNE, ...TUNE, ...TUNE], TUNE.length],
  ['once and most of it again', [...TUNE, ...TUNE.slice(0, 7)], TUNE.length],
  ['of five notes twice', [...TUNE.slice(0, 5), ...TUNE.slice(0, 5)], 5],
])('returns the notes of a tune that is hummed %s', (_, melody, count) => {
  expect(untilRepetition(notesOf(melody))).toEqual(notesOf(melody).slice(0, count));
});

it('returns the notes of a tune whose repetition is 3 % faster', () => {
  const first = notesOf(TUNE);
  const from = (first.at(-1)?.end ?? 0) - 0.24;
  const again = notesOf(TUNE, 1.03).map(({ start, end, pitch }) => ({ start: start + from, end: end + from, pitch }));
  expect(untilRepetition([...first, ...again])).toEqual(first);
});

it.each([
  ['a tune that is hummed once', TUNE],
  [
    'a tune and the same tune a fifth higher',
    [...TUNE, ...TUNE.map(([pitch, seconds]) => [pitch + 7, seconds] as const)],
  ],
  ['no notes', []],
])('returns null for %s', (_, melody) => {
  expect(untilRepetition(notesOf(melody))).toBeNull();
});
