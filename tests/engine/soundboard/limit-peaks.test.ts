import { expect, test } from 'vitest';
import { createLevelMeter } from '../../../src/engine/loudness/level-meter.ts';
import { CLAP_RATE } from '../../../src/engine/pcm.ts';
import { createLimiter } from '../../../src/engine/soundboard/limit-peaks.ts';
import { noise, sine } from '../../helpers/signals.ts';

const truePeakOf = (samples: Float32Array) => {
  const meter = createLevelMeter(CLAP_RATE, 1);
  meter.add(samples);
  return 10 ** ((meter.finish().truePeakDb ?? 0) / 20);
};

test('a signal below the ceiling is only scaled', () => {
  const tone = sine(440, 0.2, CLAP_RATE, 0.1);
  expect(createLimiter(tone).limit(2, 0.9, 144)).toEqual(tone.map((sample) => 2 * sample));
});

test.each([144, 48, 12])('true peaks are near the ceiling at most, with a reach of %s samples', (reach) => {
  const limited = createLimiter(noise(CLAP_RATE, 0.5, 0.5)).limit(4, 0.8, reach);
  expect(truePeakOf(limited)).toBeLessThan(0.8 * 1.15);
});

test('the gain falls before a peak, and is back after it', () => {
  const tone = sine(100, 0.5, CLAP_RATE, 0.1);
  const peak = 12_000;
  tone[peak] = 1;
  const limited = createLimiter(tone).limit(1, 0.5, 144);
  const changed = [...limited].flatMap((sample, i) => (sample === tone[i] ? [] : [i]));
  expect(changed[0]).toBeGreaterThan(peak - 300);
  expect(changed.at(-1)).toBeLessThan(peak + 300);
  expect(Math.abs(limited[peak] ?? 1)).toBeLessThanOrEqual(0.5);
});
