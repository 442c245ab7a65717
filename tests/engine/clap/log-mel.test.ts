import { existsSync, readFileSync } from 'node:fs';
import { ClapFeatureExtractor } from '@xenova/transformers';
import { describe, expect, test } from 'vitest';
import { MEL_BANDS } from '../../../src/engine/clap/clap-mel-bank.ts';
import { FRONT_END, logMel, MEL_FRAMES } from '../../../src/engine/clap/log-mel.ts';
import { cutWindows, WINDOW_SAMPLES } from '../../../src/engine/clap/windows.ts';
import { CLAP_RATE } from '../../../src/engine/pcm.ts';
import { click, noise, sine } from '../../helpers/signals.ts';

const REFERENCE = '../shared/bench/clap';

function readSamples(name: string): Float32Array {
  const pcm = readFileSync(`${REFERENCE}/${name}.wav`).subarray(44);
  return Float32Array.from({ length: pcm.length / 2 }, (_, i) => pcm.readInt16LE(2 * i) / 32_768);
}

function readFloats(name: string): Float32Array {
  return new Float32Array(new Uint8Array(readFileSync(`${REFERENCE}/${name}.logmel.f32`)).buffer);
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((max, value, i) => Math.max(max, Math.abs(value - (b[i] ?? Number.NaN))), 0);
}

function only<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined || list.length > 1) throw new Error(`expected one, got ${list.length}`);
  return first;
}

const hasReference = existsSync(REFERENCE);
if (!hasReference) console.log(`log-mel.test.ts: skipping the comparison with Python, ${REFERENCE} is not there`);

describe.skipIf(!hasReference)('the log-mel spectrogram equals that of the Python reference within 1e-3 dB', () => {
  test.each([
    ['a', 'a', 10],
    ['b', 'b', 3],
    ['c', 'c', 10],
    ['a_5s', 'a', 5],
    ['a_2s', 'a', 2],
    ['a_1s', 'a', 1],
    ['a_0.7s', 'a', 0.7],
    ['a_100ms', 'a', 0.1],
  ])('for the sound %s', (name, source, seconds) => {
    const sound = readSamples(source).slice(0, Math.round(seconds * CLAP_RATE));
    const expected = readFloats(name);
    const actual = logMel(only(cutWindows(sound)));
    expect(actual).toHaveLength(expected.length);
    expect(largestDifference(actual, expected)).toBeLessThan(1e-3);
  });
});

describe('the log-mel spectrogram equals that of transformers.js for exactly one window, which transformers.js computes correctly', () => {
  const extractor = new ClapFeatureExtractor({
    ...FRONT_END,
    nb_frequency_bins: 513,
    padding: 'repeatpad',
    truncation: 'rand_trunc',
    top_db: null,
  });

  test.each([
    ['noise', noise(CLAP_RATE, 10)],
    ['a sine', sine(440, 10, CLAP_RATE)],
    ['a click', click(CLAP_RATE)],
    ['silence', new Float32Array(1)],
  ])('such as %s', async (_, sound) => {
    const window = only(cutWindows(sound));
    const { input_features: expected } = await extractor(window);
    expect(expected.dims).toEqual([1, 1, MEL_FRAMES, MEL_BANDS]);
    expect(largestDifference(logMel(window), expected.data)).toBeLessThan(1e-3);
  });
});

test('a sine has its peak in the nearest mel band in every frame', () => {
  const actual = logMel(sine(1000, 10, CLAP_RATE, 1));
  // On Slaney's mel scale from 50 Hz to 14 kHz, band 17 (1023 Hz) is nearer to 1000 Hz than band 16 (968 Hz).
  for (const frame of [100, 500, 900]) {
    const bands = actual.slice(frame * MEL_BANDS, (frame + 1) * MEL_BANDS);
    expect(bands.indexOf(Math.max(...bands))).toBe(17);
  }
});

test('silence is -100 dB everywhere', () => {
  expect(new Set(logMel(new Float32Array(WINDOW_SAMPLES)))).toEqual(new Set([-100]));
});

test('a window of another length, or with a sample that is not finite, is rejected', () => {
  expect(() => logMel(new Float32Array(WINDOW_SAMPLES - 1))).toThrow(RangeError);
  expect(() => logMel(new Float32Array(0))).toThrow(RangeError);
  const broken = new Float32Array(WINDOW_SAMPLES);
  broken[WINDOW_SAMPLES - 1] = Number.NaN;
  expect(() => logMel(broken)).toThrow(RangeError);
});
