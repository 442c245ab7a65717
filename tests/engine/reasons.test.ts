import { expect, test } from 'vitest';
import { closenessOf, differencesOf, REASON_THRESHOLD, reasonsOf } from '../../src/engine/reasons.ts';

const features = { mfcc: 0.9, chroma: 0.1, contrast: 0.8, rhythm: -0.2, zcr: 0.81, rms: 0.6 };

test('a similarity above 0.8 is a reason, and exactly 0.8 is not', () => {
  expect(REASON_THRESHOLD).toBe(0.8);
  expect(reasonsOf(features)).toEqual(['mfcc', 'zcr']);
});

test('features that differ are listed, least similar first', () => {
  expect(differencesOf(features)).toEqual(['rhythm', 'chroma']);
});

test('labels run from "very close" to "far" as the score falls, in both modes', () => {
  const labels = (clap: number | null) =>
    [1, 0.9, 0.75, 0.6, 0.5, 0.4, 0.3, 0.1, -1].map((score) => closenessOf({ score, clap }));
  for (const mode of [labels(null), labels(0.5)]) {
    expect(mode[0]).toBe('very close');
    expect(mode.at(-1)).toBe('far');
    const order = ['very close', 'close', 'related', 'far'];
    const ranks = mode.map((label) => order.indexOf(label));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(mode).size).toBe(4);
  }
});

test('the words follow the scale without CLAP as far as CLAP does not count', () => {
  const words = (clap: number | null, weight: number) =>
    [0.75, 0.6, 0.5].map((score) => closenessOf({ score, clap }, { clap: weight }));
  expect(words(0.5, 0)).toEqual(words(null, 0));
  expect(words(0.5, 0)).toEqual(['close', 'related', 'far']);
  expect(words(0.5, 0.6)).toEqual(['very close', 'close', 'related']);
});
