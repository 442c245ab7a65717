import { expect, test } from 'vitest';
import { createMasking } from '../../../src/engine/features/masking.ts';
import { MEL_BANDS } from '../../../src/engine/features/mel-bank.ts';

/** Returns the center frequencies in Hz of bands from 2 Bark upwards, `bark` apart (inverse of Traunmüller's formula). */
function centres(bark: number): Float64Array {
  return Float64Array.from({ length: MEL_BANDS }, (_, b) => {
    const z = 2 + b * bark + 0.53;
    return (1960 * z) / (26.81 - z);
  });
}

/** Applies masking to bands with these levels in dB, and returns a function that gives the new level of a band in dB. */
function masked(levels: Readonly<Record<number, number>>, bark: number): (band: number) => number {
  const mel = new Float32Array(2 * MEL_BANDS).fill(1e-12);
  for (const [band, db] of Object.entries(levels)) mel[MEL_BANDS + Number(band)] = 10 ** (db / 10);
  createMasking(centres(bark))(mel, MEL_BANDS);
  expect(mel[0]).toBeCloseTo(1e-12, 15);
  return (band) => 10 * Math.log10(mel[MEL_BANDS + band] ?? 0);
}

test('the threshold is 12 dB below the masker and falls by 10 dB per Bark upwards and 27 dB downwards', () => {
  const level = masked({ 30: 0 }, 0.25);
  expect(level(30)).toBeCloseTo(0, 4);
  expect(level(31)).toBeCloseTo(-12 - 2.5, 4);
  expect(level(34)).toBeCloseTo(-12 - 10, 4);
  expect(level(29)).toBeCloseTo(-12 - 6.75, 4);
  expect(level(26)).toBeCloseTo(-12 - 27, 4);
});

test('bands above the masking threshold are unchanged', () => {
  const level = masked({ 20: 0, 21: -10, 40: -30 }, 0.25);
  expect(level(20)).toBeCloseTo(0, 4);
  expect(level(21)).toBeCloseTo(-10, 4);
  expect(level(40)).toBeCloseTo(-30, 4);
});

test('a masked tone and no tone give the same result', () => {
  const [with_, without] = [masked({ 20: 0, 22: -40 }, 0.25), masked({ 20: 0 }, 0.25)];
  for (let band = 0; band < MEL_BANDS; band++) expect(with_(band)).toBeCloseTo(without(band), 4);
});
