import { expect, test } from 'vitest';
import { bandLimited } from '../../../src/engine/features/band-limit.ts';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { noise, sine } from '../../helpers/signals.ts';

/** Returns the level of a filtered sine relative to the sine, in dB, after the filter has settled. */
function gainAt(hertz: number): number {
  const signal = sine(hertz, 1, FEATURE_RATE);
  const energy = (samples: Float32Array) => samples.slice(FEATURE_RATE / 2).reduce((sum, x) => sum + x * x, 0);
  return 10 * Math.log10(energy(bandLimited(signal)) / energy(signal));
}

test('the passband is flat, and at 9 kHz, 3 dB are lost', () => {
  expect(gainAt(1000)).toBeCloseTo(0, 1);
  expect(gainAt(4000)).toBeCloseTo(0, 1);
  expect(gainAt(9000)).toBeCloseTo(-3, 0);
  expect(gainAt(10_500)).toBeLessThan(-30);
});

test('an offset is removed', () => {
  expect(Math.max(...bandLimited(new Float32Array(FEATURE_RATE).fill(0.5)).map(Math.abs))).toBe(0);
});

test.each([1, 4094, 4096, 9000])('padding with zeros is the same as zeros around the signal (%i samples)', (length) => {
  const signal = noise(FEATURE_RATE, 1, 0.5).slice(0, length);
  const padded = new Float32Array(length + 2000);
  padded.set(signal, 1000);
  expect(bandLimited(signal, 1000)).toEqual(bandLimited(padded));
});

test('a signal can be filtered in its own memory', () => {
  const signal = noise(FEATURE_RATE, 1, 0.5);
  const expected = bandLimited(signal);
  expect(bandLimited(signal, 0, signal)).toEqual(expected);
});
