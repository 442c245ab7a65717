import { expect, test } from 'vitest';
import { closenessOf, differencesOf, REASON_THRESHOLD, reasonsOf } from '../../src/engine/reasons.ts';

const features = { mfcc: 0.9, chroma: 0.1, contrast: 0.8, rhythm: -0.2, zcr: 0.81, rms: 0.6 };

test('a reason is above 80 %, and exactly 80 % is not', () => {
  expect(REASON_THRESHOLD).toBe(0.8);
  expect(reasonsOf(features)).toEqual(['mfcc', 'zcr']);
});

test('what differs is named too, the most different first', () => {
  expect(differencesOf(features)).toEqual(['rhythm', 'chroma']);
});

test('words of closeness run from the same recording to far, and each mode has its own scale', () => {
  const words = (clap: number | null) =>
    [1, 0.9, 0.75, 0.6, 0.5, 0.4, 0.3, 0.1, -1].map((score) => closenessOf({ score, clap }));
  for (const mode of [words(null), words(0.5)]) {
    expect(mode[0]).toBe('same recording');
    expect(mode.at(-1)).toBe('far');
    const order = ['same recording', 'very close', 'close', 'related', 'far'];
    const ranks = mode.map((word) => order.indexOf(word));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(mode).size).toBe(5);
  }
});
