import { expect, test } from 'vitest';
import { FEATURE_RATE } from '../../src/engine/pcm.ts';
import { BINS, createPowerSpectrum, eachPowerSpectrum, FFT_SIZE, frameCount, HOP } from '../../src/engine/spectrum.ts';
import { noise, silence, sine } from '../helpers/signals.ts';

function framesOf(signal: Float32Array): Float64Array[] {
  const frames: Float64Array[] = [];
  eachPowerSpectrum(signal, (power) => frames.push(power.slice()));
  return frames;
}

test('a sine at the frequency of a bin has its power in that bin: (amplitude x window sum / 2) squared', () => {
  const bin = 100;
  const frames = framesOf(sine((bin * FEATURE_RATE) / FFT_SIZE, 1, FEATURE_RATE, 0.5));
  const middle = frames[20] ?? new Float64Array();
  const windowSum = FFT_SIZE / 2;
  expect(middle[bin]).toBeCloseTo((0.5 * windowSum * 0.5) ** 2, 0);
  expect(middle.indexOf(Math.max(...middle))).toBe(bin);
  expect((middle[bin + 3] ?? 1) / (middle[bin] ?? 1)).toBeLessThan(1e-6);
});

test('the power of a frame equals the power of its windowed samples (Parseval)', () => {
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

test('there is one centred frame every 512 samples, and silence has no power in any bin', () => {
  expect(frameCount(0)).toBe(1);
  expect(frameCount(FEATURE_RATE)).toBe(1 + Math.floor(FEATURE_RATE / HOP));
  const frames = framesOf(silence(FEATURE_RATE, 0.5));
  expect(frames).toHaveLength(frameCount(FEATURE_RATE / 2));
  expect(frames.every((power) => power.every((p) => p === 0))).toBe(true);
});

const SIZE = 256;

/** Computes the power spectrum |X|² by the definition of the DFT, in double precision. */
function dftPower(samples: Float64Array): number[] {
  return Array.from({ length: SIZE / 2 + 1 }, (_, k) => {
    let [re, im] = [0, 0];
    samples.forEach((x, n) => {
      re += x * Math.cos((2 * Math.PI * k * n) / SIZE);
      im -= x * Math.sin((2 * Math.PI * k * n) / SIZE);
    });
    return re * re + im * im;
  });
}

const capacity = 3 * SIZE;
const start = 100;
const spectrum = createPowerSpectrum(SIZE, capacity);
spectrum.samples.set(noise(capacity, 1, 0.5));
const excerpt = Float64Array.from(spectrum.samples.subarray(start, start + SIZE));
const power = new Float64Array(SIZE / 2 + 1);

test('the power spectrum equals the definition of the DFT at every bin', () => {
  spectrum.write(power, start);
  dftPower(excerpt).forEach((expected, k) => {
    expect(power[k]).toBeCloseTo(expected, 3);
  });
});

test('with a Hann window, the power spectrum equals the DFT of the windowed samples', () => {
  const power = spectrum.hann(start);
  const windowed = excerpt.map((x, n) => x * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / SIZE)));
  dftPower(windowed).forEach((expected, k) => {
    expect(power[k]).toBeCloseTo(expected, 3);
  });
});

test('two power spectra in one thread do not share buffers', () => {
  spectrum.write(power, start);
  const before = power.slice();
  const other = createPowerSpectrum(SIZE);
  other.samples.fill(1);
  other.write(new Float64Array(SIZE / 2 + 1), 0);
  spectrum.write(power, start);
  expect(power).toEqual(before);
});
