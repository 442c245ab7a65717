import { describe, expect, test } from 'vitest';
import { bassSpectra } from '../../../src/engine/features/bass-spectrum.ts';
import { CONTRAST_BANDS, createContrastMeter } from '../../../src/engine/features/contrast.ts';
import { EXPECTED_ORDERS, expectedCrossings } from '../../../src/engine/features/expected-crossings.ts';
import { createMelBank, MEL_BANDS } from '../../../src/engine/features/mel-bank.ts';
import { FINE_CLASSES, peakChroma } from '../../../src/engine/features/peak-chroma.ts';
import { CROSSING_ORDERS, zeroCrossings } from '../../../src/engine/features/zcr.ts';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { BINS, eachPowerSpectrum, FFT_SIZE } from '../../../src/engine/spectrum.ts';
import { noise, sine } from '../../helpers/signals.ts';

const RATE = FEATURE_RATE;

function spectrumOf(signal: Float32Array, at = 10): Float64Array {
  let found = new Float64Array(BINS);
  eachPowerSpectrum(signal, (power, frame) => {
    if (frame === at) found = power.slice();
  });
  return found;
}

test('zero-crossing rates of all orders equal those of successively differenced signals', () => {
  const signal = noise(RATE, 0.3);
  const rates = zeroCrossings(signal);
  const frame = 6;
  let series = Float64Array.from(signal);
  for (let order = 0; order < CROSSING_ORDERS; order++) {
    let count = 0;
    for (let i = (frame - 2) * 512 + 1; i <= (frame + 2) * 512; i++) {
      if ((series[i] ?? 0) < 0 !== (series[i - 1] ?? 0) < 0) count++;
    }
    expect(rates[frame * CROSSING_ORDERS + order]).toBeCloseTo(count / FFT_SIZE, 6);
    series = series.map((x, i) => x - (series[i - 1] ?? 0));
  }
});

describe('expected crossings', () => {
  const expected = (power: Float64Array) => {
    const out = new Float32Array(EXPECTED_ORDERS);
    expectedCrossings(power, out, 0);
    return out;
  };

  test.each([1000, 3000, 8000])('of a loud sine at %d Hz are two per period at each order', (hertz) => {
    // Tests the orders -2 to 2 only, because higher orders attenuate the sine below the noise floor.
    for (const rate of expected(spectrumOf(sine(hertz, 1, RATE, 1))).subarray(2, 7)) {
      expect(rate / ((2 * hertz) / RATE)).toBeCloseTo(1, 1);
    }
  });

  test('of noise rise with the order', () => {
    const rates = [...expected(spectrumOf(noise(RATE, 1, 0.5)))];
    expect(rates).toEqual([...rates].sort((a, b) => a - b));
  });
});

test('mel filters are triangles of area 1 that reach 0 at the centres of their neighbours', () => {
  const bank = createMelBank(9500);
  const bands = (power: Float64Array) => {
    const out = new Float32Array(MEL_BANDS);
    bank.apply(power, out, 0);
    return [...out];
  };
  const hertzPerBin = RATE / FFT_SIZE;
  for (const band of bands(new Float64Array(BINS).fill(hertzPerBin)).slice(20)) expect(band).toBeCloseTo(1, 1);
  // The centers of the 64 bands are multiples of 47.75 / 65 mel. 1 kHz is 15 mel, just above the center of band 19.
  const one = new Float64Array(BINS);
  one[Math.round(1000 / hertzPerBin)] = 1;
  const active = bands(one).flatMap((level, band) => (level > 0 ? [band] : []));
  expect(active).toEqual([19, 20]);
});

test('the peak and the valley of a band are the means of its highest and its lowest 2 %', () => {
  const power = spectrumOf(noise(RATE, 1, 0.5));
  const peaks = new Float32Array(CONTRAST_BANDS);
  const valleys = new Float32Array(CONTRAST_BANDS);
  createContrastMeter(9500)(power, peaks, valleys, 0);
  // The band from 3200 to 6400 Hz has the bins 297 to 594, and 2 % of these bins are 6.
  const sorted = [...power.subarray(297, 595)].sort((a, b) => a - b);
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  expect((peaks[5] ?? 0) / mean(sorted.slice(-6))).toBeCloseTo(1, 5);
  expect((valleys[5] ?? 0) / mean(sorted.slice(0, 6))).toBeCloseTo(1, 5);
});

describe('the chroma of spectral peaks', () => {
  const peaks = (signal: Float32Array) => {
    const out = new Float32Array(FINE_CLASSES);
    const tonality = peakChroma(spectrumOf(signal), () => bassSpectra(signal)(10), out, 0);
    return { fine: [...out], tonality };
  };

  test.each([
    ['an A', 440, 27],
    ['the A an octave lower', 220, 27],
    ['a C', 130.8128, 0],
    ['a note a third of a semitone above A', 440 * 2 ** (1 / 36), 28],
    ['the lowest E of a bass', 41.2, 12],
    ['the A above that E', 55, 27],
    ['the second-lowest C of a piano', 32.7, 0],
  ])('has %s at its own pitch class and at that of the note whose third harmonic it is', (...[, hertz, step]) => {
    const { fine, tonality } = peaks(sine(hertz, 1, RATE));
    expect(fine.indexOf(Math.max(...fine))).toBe(step);
    // A fundamental has its third harmonic an octave and 7 semitones higher. One step is a third of a semitone, so that
    // interval is 21 steps plus the octave.
    const others = fine.map((x, i) => (Math.abs(((i - step + 54) % FINE_CLASSES) - 18) <= 1 ? 0 : x));
    expect(others.indexOf(Math.max(...others))).toBe((step - 21 + FINE_CLASSES) % FINE_CLASSES);
    expect(tonality).toBeGreaterThan(0.9);
  });

  test('counts less than half of the power of noise as peaks', () => {
    expect(peaks(noise(RATE, 1, 0.5)).tonality).toBeLessThan(0.5);
  });
});

test('sign changes are counted in every order of differencing, also in an incomplete last frame', () => {
  // The signal changes its sign at each sample, and so do all of its differences.
  const alternating = Float32Array.from({ length: 5 * 512 + 77 }, (_, i) => (i % 2 === 0 ? 0.5 : -0.5));
  const rates = zeroCrossings(alternating);
  const last = rates.slice(-CROSSING_ORDERS);
  expect([...rates.slice(3 * CROSSING_ORDERS, 4 * CROSSING_ORDERS)]).toEqual([1, 1, 1, 1, 1, 1]);
  expect([...last]).toEqual([1, 1, 1, 1, 1, 1]);
});
