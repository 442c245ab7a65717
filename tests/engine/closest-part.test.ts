import { expect, test } from 'vitest';
import { closestPart } from '../../src/engine/closest-part.ts';
import { FEATURE_RATE } from '../../src/engine/pcm.ts';
import { sketchOf } from '../../src/engine/sketch.ts';
import { noise, silence, sine } from '../helpers/signals.ts';

const RATE = FEATURE_RATE;

/** Notes one after another, half a second each, over faint noise. */
function tune(...hertz: number[]): Float32Array {
  const out = noise(RATE, hertz.length / 2, 0.001);
  hertz.forEach((note, i) => {
    sine(note, 0.5, RATE, 0.4).forEach((x, j) => {
      const at = i * Math.round(RATE / 2) + j;
      out[at] = (out[at] ?? 0) + x * Math.exp(-j / 4000);
    });
  });
  return out;
}

const phrase = [500, 1200, 800, 2000];
const long = [300, 300, 900, 400, 700, 700, 350, 600, ...phrase, 1000, 450, 300, 650];

test('a phrase is found where it is in a longer tune, whichever is asked for', () => {
  const [whole, part] = [sketchOf(tune(...long)), sketchOf(tune(...phrase))];
  const found = closestPart(part, whole);
  expect(found).toMatchObject({ of: 'second' });
  expect(found?.from).toBeCloseTo(4, 0);
  expect(found?.to).toBeCloseTo(6, 0);
  expect(found?.similarity).toBeGreaterThan(0.8);
  expect(closestPart(whole, part)).toEqual({ ...found, of: 'first' });
});

test('a quieter copy is found at the same place', () => {
  const whole = sketchOf(tune(...long));
  const quiet = sketchOf(tune(...phrase).map((x) => x / 8));
  expect(closestPart(quiet, whole)?.from).toBeCloseTo(4, 0);
});

test('sounds of about the same length have no parts', () => {
  expect(closestPart(sketchOf(tune(...phrase)), sketchOf(tune(...phrase, 900)))).toBeNull();
});

test('what sounds nowhere in the other has no place in it, and silence none in anything', () => {
  const whole = sketchOf(sine(440, 8, RATE));
  expect(closestPart(sketchOf(noise(RATE, 2)), whole)).toBeNull();
  expect(closestPart(sketchOf(silence(RATE, 2)), whole)).toBeNull();
});

test('a steady sound is alike everywhere, so that no part of it is the closest', () => {
  expect(closestPart(sketchOf(sine(440, 2, RATE)), sketchOf(sine(440, 8, RATE)))).toBeNull();
});

test('a click is too short to be looked for in minutes', () => {
  expect(closestPart(sketchOf(tune(900).subarray(0, 2000)), sketchOf(noise(RATE, 60)))).toBeNull();
});
