import { describe, expect, test } from 'vitest';
import { analyzeFrames, analyzeSound } from '../../../src/engine/features/analyze-frames.ts';
import { chromaFrames, chromaSalience } from '../../../src/engine/features/chroma.ts';
import { PITCH_CLASSES } from '../../../src/engine/features/chroma-bank.ts';
import { CROSSING_ORDERS, zeroCrossings } from '../../../src/engine/features/crossings.ts';
import { excerpt } from '../../../src/engine/features/excerpt.ts';
import { EXPECTED_ORDERS } from '../../../src/engine/features/expected-crossings.ts';
import { onsetFrames, onsetStrength } from '../../../src/engine/features/onsets.ts';
import { rhythmSalience } from '../../../src/engine/features/rhythm.ts';
import { rmsStatistics } from '../../../src/engine/features/rms.ts';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { click, noise, silence, sine } from '../../helpers/signals.ts';

const RATE = FEATURE_RATE;

function heard(samples: Float32Array) {
  const result = analyzeSound(samples);
  if (!result) throw new Error('silence');
  return result;
}

describe('zero crossings', () => {
  test('a sine crosses zero twice a period, at every order of differencing', () => {
    const rates = zeroCrossings(sine(3150, 1, RATE));
    for (let order = 0; order < CROSSING_ORDERS; order++) {
      expect(rates[20 * CROSSING_ORDERS + order]).toBeCloseTo((2 * 3150) / RATE, 3);
    }
  });

  test('the rounding of 16-bit audio crosses nothing, though differencing magnifies it', () => {
    const exact = sine(441, 1, RATE, 0.9);
    const rounded = exact.map((x) => Math.round(x * 2 ** 15) / 2 ** 15);
    const [rates, others] = [zeroCrossings(exact), zeroCrossings(rounded)];
    for (let order = 0; order < CROSSING_ORDERS; order++) {
      const at = 20 * CROSSING_ORDERS + order;
      expect(Math.abs((rates[at] ?? 0) - (others[at] ?? 1))).toBeLessThan(0.005);
    }
  });

  test('white noise crosses at every other sample, its first difference at two of three (Kedem)', () => {
    const rates = zeroCrossings(noise(RATE, 3));
    const mean = (order: number) => {
      let sum = 0;
      for (let t = 10; t < 110; t++) sum += (rates[t * CROSSING_ORDERS + order] ?? 0) / 100;
      return sum;
    };
    expect(mean(0)).toBeCloseTo(1 / 2, 1);
    expect(mean(1)).toBeCloseTo(2 / 3, 1);
  });

  test('the spectrum foretells those of a sine', () => {
    const { expectedCrossings } = heard(sine(1000, 1, RATE));
    const plain = 4;
    expect(expectedCrossings[20 * EXPECTED_ORDERS + plain]).toBeCloseTo(2000 / RATE, 2);
  });
});

describe('chroma', () => {
  test.each([
    [261.63, 0],
    [440, 9],
    [880, 9],
    [493.88, 11],
  ])('%d Hz is pitch class %d, C being 0', (hertz, pitchClass) => {
    const frames = chromaFrames(heard(sine(hertz, 1, RATE)));
    const row = [...frames.slice(20 * PITCH_CLASSES, 21 * PITCH_CLASSES)];
    expect(row.indexOf(Math.max(...row))).toBe(pitchClass);
    expect(Math.max(...row)).toBe(1);
  });

  test('notes have something to say, noise has not', () => {
    expect(chromaSalience(heard(sine(440, 1, RATE)))).toBe(1);
    expect(chromaSalience(heard(noise(RATE, 2)))).toBe(0);
  });
});

describe('onsets', () => {
  test('each blip after the first begins within a frame or two of where it was put', () => {
    const samples = new Float32Array(3 * RATE);
    const times = [0.2, 0.8, 1.5, 2.3];
    for (const time of times) samples.set(sine(1000, 0.05, RATE), Math.round(time * RATE));
    const found = onsetFrames(onsetStrength(analyzeFrames(samples))).map((frame) => (frame * 512) / RATE);
    expect(found).toHaveLength(times.length);
    found.forEach((time, i) => {
      expect(Math.abs(time - (times[i] ?? 0))).toBeLessThan(0.06);
    });
  });

  test('a drone and a single hit have no rhythm', () => {
    expect(rhythmSalience(heard(sine(220, 3, RATE)))).toBe(0);
    expect(rhythmSalience(heard(click(RATE)))).toBe(0);
  });
});

describe('level', () => {
  test('the contour of a steady sound is flat, and that of a fade is a line in dB', () => {
    const steady = rmsStatistics(heard(sine(440, 4, RATE))).slice(2, 30);
    for (const level of steady) expect(level).toBeCloseTo(0, 0);
    const n = 4 * RATE;
    const fade = rmsStatistics(heard(sine(440, 4, RATE).map((x, i) => x * 10 ** ((-1.5 * i) / n))));
    expect((fade[8] ?? 0) - (fade[24] ?? 0)).toBeCloseTo(15, 0);
  });

  test('the last statistic is the level of the loudest moment, in dB relative to full scale', () => {
    // Two periods in the 64 samples that a moment lasts, so that each has the RMS of the whole.
    const hertz = RATE / 32;
    const level = (amplitude: number) => rmsStatistics(heard(sine(hertz, 1, RATE, amplitude))).at(-1) ?? 0;
    expect(level(1) - level(0.25)).toBeCloseTo(20 * Math.log10(4), 3);
    expect(level(1)).toBeCloseTo(-10 * Math.log10(2), 1);
  });
});

describe('the excerpt that is listened to', () => {
  test('goes from the first sound to the last, and its loudest 3 ms have an RMS of 1', () => {
    const samples = new Float32Array(3 * RATE);
    samples.set(sine(440, 1, RATE, 0.1), RATE);
    const sound = excerpt(samples);
    expect((sound?.signal.length ?? 0) / RATE).toBeCloseTo(1, 1);
    expect(sound?.loudest).toBeCloseTo(0.1 / Math.SQRT2, 1);
  });

  test('is the same whether the file begins with the sound or with silence, as abruptly as it may begin', () => {
    // A cosine begins at its peak; silence of whole steps, so that no sample moves within one.
    const abrupt = sine(440, 1, RATE, 0.5).map((_, i) => 0.5 * Math.cos((2 * Math.PI * 440 * i) / RATE));
    const later = new Float32Array(1600 + abrupt.length + 1600);
    later.set(abrupt, 1600);
    const [alone, within] = [excerpt(abrupt), excerpt(later)];
    expect(alone?.signal).toHaveLength(within?.signal.length ?? 0);
    const difference = alone?.signal.map((x, i) => x - (within?.signal[i] ?? 0)) ?? [1];
    expect(Math.max(...difference.map(Math.abs))).toBeLessThan(1e-5);
  });

  test('begins and ends at rest, however short', () => {
    for (const length of [2, 100, 1000, RATE]) {
      const { signal = new Float32Array(0) } = excerpt(new Float32Array(length).fill(0.5)) ?? {};
      expect(Math.abs(signal[0] ?? 1)).toBeLessThan(0.01);
      expect(Math.abs(signal.at(-1) ?? 1)).toBeLessThan(0.01);
    }
  });

  test('of silence, or of what is far below hearing, there is none', () => {
    expect(excerpt(silence(RATE))).toBeNull();
    expect(excerpt(sine(440, 1, RATE, 1e-6))).toBeNull();
    expect(excerpt(new Float32Array(0))).toBeNull();
  });
});
