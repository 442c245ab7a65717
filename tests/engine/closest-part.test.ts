import { expect, test } from 'vitest';
import { closestPart } from '../../src/engine/closest-part.ts';
import { FEATURE_RATE } from '../../src/engine/pcm.ts';
import { sketchOf } from '../../src/engine/sketch.ts';
import { noise, silence, sine } from '../helpers/signals.ts';

const RATE = FEATURE_RATE;

/** Returns a tune of decaying notes of 0.5 s each, over faint noise. */
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

test('closestPart finds a phrase at its position in a longer tune, in either order of the arguments', () => {
  const [whole, part] = [sketchOf(tune(...long)), sketchOf(tune(...phrase))];
  const found = closestPart(part, whole);
  expect(found).toMatchObject({ of: 'second' });
  expect(found?.from).toBeCloseTo(4, 0);
  expect(found?.to).toBeCloseTo(6, 0);
  expect(found?.similarity).toBeGreaterThan(0.8);
  expect(closestPart(whole, part)).toEqual({ ...found, of: 'first' });
});

test('closestPart finds a quieter copy at the same position', () => {
  const whole = sketchOf(tune(...long));
  const quiet = sketchOf(tune(...phrase).map((x) => x / 8));
  expect(closestPart(quiet, whole)?.from).toBeCloseTo(4, 0);
});

test('closestPart returns null for sounds of similar duration', () => {
  expect(closestPart(sketchOf(tune(...phrase)), sketchOf(tune(...phrase, 900)))).toBeNull();
});

test('closestPart returns null for a sound that is not part of the other, and for silence', () => {
  const whole = sketchOf(sine(440, 8, RATE));
  expect(closestPart(sketchOf(noise(RATE, 2)), whole)).toBeNull();
  expect(closestPart(sketchOf(silence(RATE, 2)), whole)).toBeNull();
});

test('closestPart returns null for steady sounds, which match equally well at all positions', () => {
  expect(closestPart(sketchOf(sine(440, 2, RATE)), sketchOf(sine(440, 8, RATE)))).toBeNull();
});

test('closestPart returns null for a short hit and a sound of one minute', () => {
  expect(closestPart(sketchOf(tune(900).subarray(0, 2000)), sketchOf(noise(RATE, 60)))).toBeNull();
});
