import { expect, test } from 'vitest';
import { FEATURE_RATE } from '../../../../src/engine/pcm.ts';
import { bandPowers } from '../../../../src/engine/search/band-powers.ts';
import { closestPart, type LeveledSound } from '../../../../src/engine/search/part/closest-part.ts';
import { PART_BANDS, PART_FRAME_SECONDS, partLevels } from '../../../../src/engine/search/part/part-levels.ts';
import { seededRandom } from '../../../../src/engine/seeded-random.ts';
import { noise, silence, sine } from '../../../helpers/signals.ts';

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

function leveled(samples: Float32Array): LeveledSound {
  return { seconds: samples.length / RATE, levels: partLevels(bandPowers(samples)) };
}

const phrase = [500, 1200, 800, 2000];
const long = [300, 300, 900, 400, 700, 700, 350, 600, ...phrase, 1000, 450, 300, 650];

test('closestPart finds a phrase at its position in a longer tune, in either order of the arguments', () => {
  const [whole, part] = [leveled(tune(...long)), leveled(tune(...phrase))];
  const found = closestPart(part, whole);
  expect(found).toMatchObject({ of: 'second' });
  expect(found?.from).toBeCloseTo(4, 0);
  expect(found?.to).toBeCloseTo(6, 0);
  expect(found?.similarity).toBeGreaterThan(0.8);
  expect(closestPart(whole, part)).toEqual({ ...found, of: 'first' });
});

test('closestPart finds a quieter copy at the same position', () => {
  const whole = leveled(tune(...long));
  const quiet = leveled(tune(...phrase).map((x) => x / 8));
  expect(closestPart(quiet, whole)?.from).toBeCloseTo(4, 0);
});

test.each([
  ['two seconds', 10],
  ['five minutes', 1610],
])('closestPart finds %s in ten minutes to the frame', (_, frames) => {
  const next = seededRandom(3);
  const levels = Uint8Array.from({ length: 3220 * PART_BANDS }, () => 256 * next());
  const whole = { seconds: 3220 * PART_FRAME_SECONDS, levels };
  const part = {
    seconds: frames * PART_FRAME_SECONDS,
    levels: levels.slice(700 * PART_BANDS, (700 + frames) * PART_BANDS),
  };
  const found = closestPart(part, whole);
  expect(found?.from).toBeCloseTo(700 * PART_FRAME_SECONDS, 6);
  expect(found?.to).toBeCloseTo((700 + frames) * PART_FRAME_SECONDS, 6);
  expect(found?.similarity).toBeCloseTo(1, 3);
});

test('closestPart returns null for sounds of similar duration', () => {
  expect(closestPart(leveled(tune(...phrase)), leveled(tune(...phrase, 900)))).toBeNull();
});

test('closestPart returns null for a sound that is not part of the other, and for silence', () => {
  const whole = leveled(sine(440, 8, RATE));
  expect(closestPart(leveled(noise(RATE, 2)), whole)).toBeNull();
  expect(closestPart(leveled(silence(RATE, 2)), whole)).toBeNull();
});

test('closestPart returns null for steady sounds, which match equally well at all positions', () => {
  expect(closestPart(leveled(sine(440, 2, RATE)), leveled(sine(440, 8, RATE)))).toBeNull();
});

test('closestPart returns null for a short hit and a sound of one minute', () => {
  expect(closestPart(leveled(tune(900).subarray(0, 2000)), leveled(noise(RATE, 60)))).toBeNull();
});
