import { expect, test } from 'vitest';
import { FEATURE_RATE } from '../../src/engine/pcm.ts';
import { BINS, eachPowerSpectrum, FFT_SIZE, frameCount, HOP } from '../../src/engine/spectrum.ts';
import { silence, sine } from '../helpers/signals.ts';

function framesOf(signal: Float32Array): Float64Array[] {
  const frames: Float64Array[] = [];
  eachPowerSpectrum(signal, (power) => frames.push(power.slice()));
  return frames;
}

test('a sine on a bin has its power there: (amplitude x window sum / 2) squared', () => {
  const bin = 100;
  const frames = framesOf(sine((bin * FEATURE_RATE) / FFT_SIZE, 1, FEATURE_RATE, 0.5));
  const middle = frames[20] ?? new Float64Array();
  const windowSum = FFT_SIZE / 2;
  expect(middle[bin]).toBeCloseTo((0.5 * windowSum * 0.5) ** 2, 0);
  expect(middle.indexOf(Math.max(...middle))).toBe(bin);
  expect((middle[bin + 3] ?? 1) / (middle[bin] ?? 1)).toBeLessThan(1e-6);
});

test('the power in a frame is that of its windowed samples (Parseval)', () => {
  const signal = sine(1234.5, 1, FEATURE_RATE);
  const frame = 10;
  const power = framesOf(signal)[frame] ?? new Float64Array();
  let spectral = 0;
  power.forEach((p, k) => {
    spectral += k === 0 || k === BINS - 1 ? p : 2 * p;
  });
  let direct = 0;
  for (let i = 0; i < FFT_SIZE; i++) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FFT_SIZE);
    direct += (window * (signal[frame * HOP - FFT_SIZE / 2 + i] ?? 0)) ** 2;
  }
  expect(spectral / FFT_SIZE).toBeCloseTo(direct, 4);
});

test('frames are centred, one every 512 samples, and silence has none of any frequency', () => {
  expect(frameCount(0)).toBe(1);
  expect(frameCount(FEATURE_RATE)).toBe(1 + Math.floor(FEATURE_RATE / HOP));
  const frames = framesOf(silence(FEATURE_RATE, 0.5));
  expect(frames).toHaveLength(frameCount(FEATURE_RATE / 2));
  expect(frames.every((power) => power.every((p) => p === 0))).toBe(true);
});
