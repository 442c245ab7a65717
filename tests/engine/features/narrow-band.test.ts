import { expect, test } from 'vitest';
import { analyzeFrames } from '../../../src/engine/features/analyze-frames.ts';
import { extractFeatures } from '../../../src/engine/features/extract-features.ts';
import { bandwidthOf, narrowBand } from '../../../src/engine/features/narrow-band.ts';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { noise, sine } from '../../helpers/signals.ts';

/** Returns a buzz: all harmonics of 200 Hz up to `maxHertz`, with equal amplitudes. */
function buzz(maxHertz: number): Float32Array {
  const out = new Float32Array(FEATURE_RATE);
  for (let hertz = 200; hertz <= maxHertz; hertz += 200)
    sine(hertz, 1, FEATURE_RATE, 0.04).forEach((x, i) => {
      out[i] = (out[i] ?? 0) + x;
    });
  return out;
}

test('white noise is wide-band', () => {
  expect(bandwidthOf(analyzeFrames(noise(FEATURE_RATE, 1)))).toBe(1);
});

test('a buzz up to 3.9 kHz, as at a sample rate of 8 kHz, is narrow-band', () => {
  expect(bandwidthOf(analyzeFrames(buzz(3900)))).toBe(0);
});

test('narrowBand attenuates frequencies above 3.2 kHz like two sixth-order Butterworth filters', () => {
  const passed = narrowBand(sine(1000, 1, FEATURE_RATE), 0);
  const stopped = narrowBand(sine(3900, 1, FEATURE_RATE), 0);
  const power = (signal: Float32Array) => signal.slice(2000).reduce((sum, x) => sum + x * x, 0);
  expect(power(passed) / power(sine(1000, 1, FEATURE_RATE))).toBeCloseTo(1, 2);
  expect(power(stopped) / power(sine(3900, 1, FEATURE_RATE))).toBeCloseTo(1 / (1 + 1.2665 ** 12) ** 2, 3);
});

test('a telephone recording matches its copy from a codec that cuts off at 3.5 kHz', () => {
  const [whole, coded] = [buzz(3900), buzz(3500)].map((feature) =>
    extractFeatures({ feature, clap: null, seconds: 1 }),
  );
  const similarity = whole?.mfcc.reduce((sum, x, i) => sum + x * (coded?.mfcc[i] ?? 0), 0);
  // 0.93 is the score above which a match is called "same recording".
  expect(similarity).toBeGreaterThan(0.93);
});
