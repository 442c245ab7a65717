import { describe, expect, test } from 'vitest';
import { analyzeFrames, analyzeSound } from '../../../src/engine/features/analyze-frames.ts';
import { excerpt } from '../../../src/engine/features/excerpt.ts';
import { EXPECTED_ORDERS } from '../../../src/engine/features/expected-crossings.ts';
import { onsetFrames, onsetStrength } from '../../../src/engine/features/onsets.ts';
import { rmsStatistics } from '../../../src/engine/features/rms.ts';
import { chromaSalience, rhythmSalience } from '../../../src/engine/features/salience.ts';
import { CROSSING_ORDERS, zeroCrossings } from '../../../src/engine/features/zcr.ts';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { click, noise, silence, sine } from '../../helpers/signals.ts';

const RATE = FEATURE_RATE;

function framesOf(samples: Float32Array) {
  const frames = analyzeSound(samples);
  if (!frames) throw new Error('silence');
  return frames;
}

describe('zero crossings', () => {
  test('of a sine are two per period at each order', () => {
    const rates = zeroCrossings(sine(3150, 1, RATE));
    for (let order = 0; order < CROSSING_ORDERS; order++) {
      expect(rates[20 * CROSSING_ORDERS + order]).toBeCloseTo((2 * 3150) / RATE, 3);
    }
  });

  test('are not changed by rounding to 16 bits', () => {
    const exact = sine(441, 1, RATE, 0.9);
    const rounded = exact.map((x) => Math.round(x * 2 ** 15) / 2 ** 15);
    const [rates, others] = [zeroCrossings(exact), zeroCrossings(rounded)];
    for (let order = 0; order < CROSSING_ORDERS; order++) {
      const at = 20 * CROSSING_ORDERS + order;
      expect(Math.abs((rates[at] ?? 0) - (others[at] ?? 1))).toBeLessThan(0.005);
    }
  });

  test('of white noise are 1/2 at order 0 and 2/3 at order 1 (Kedem)', () => {
    const rates = zeroCrossings(noise(RATE, 3));
    const mean = (order: number) => {
      let sum = 0;
      for (let t = 10; t < 110; t++) sum += (rates[t * CROSSING_ORDERS + order] ?? 0) / 100;
      return sum;
    };
    expect(mean(0)).toBeCloseTo(1 / 2, 1);
    expect(mean(1)).toBeCloseTo(2 / 3, 1);
  });

  test('of a sine can be computed from its spectrum', () => {
    const { expectedCrossings } = framesOf(sine(1000, 1, RATE));
    const orderZero = 4;
    expect(expectedCrossings[20 * EXPECTED_ORDERS + orderZero]).toBeCloseTo(2000 / RATE, 2);
  });
});

describe('chroma', () => {
  test('is salient for notes and not for noise', () => {
    expect(chromaSalience(framesOf(sine(440, 1, RATE)))).toBe(1);
    expect(chromaSalience(framesOf(noise(RATE, 2)))).toBe(0);
  });
});

describe('onsets', () => {
  test('are found within 60 ms of each blip', () => {
    const samples = new Float32Array(3 * RATE);
    const times = [0.2, 0.8, 1.5, 2.3];
    for (const time of times) samples.set(sine(1000, 0.05, RATE), Math.round(time * RATE));
    const found = onsetFrames(onsetStrength(analyzeFrames(samples))).map((frame) => (frame * 512) / RATE);
    expect(found).toHaveLength(times.length);
    found.forEach((time, i) => {
      expect(Math.abs(time - (times[i] ?? 0))).toBeLessThan(0.06);
    });
  });

  test('give no rhythm salience for a drone or a single hit', () => {
    expect(rhythmSalience(framesOf(sine(220, 3, RATE)))).toBe(0);
    expect(rhythmSalience(framesOf(click(RATE)))).toBe(0);
  });

  test('of soft notes, which raise few bands, give full rhythm salience, and background noise gives none', () => {
    const samples = noise(RATE, 5, 0.03);
    [262, 330, 392, 262, 440, 392, 330, 294, 262, 349].forEach((hertz, i) => {
      sine(hertz, 0.5, RATE, 0.5).forEach((x, j) => {
        const at = Math.round(i * 0.5 * RATE) + j;
        const fade = Math.min(1, j / (0.15 * RATE), (0.5 * RATE - j) / (0.15 * RATE));
        samples[at] = (samples[at] ?? 0) + x * fade;
      });
    });
    expect(rhythmSalience(framesOf(samples))).toBeGreaterThan(0.95);
    expect(rhythmSalience(framesOf(noise(RATE, 5, 0.03)))).toBeLessThan(0.05);
  });
});

describe('level', () => {
  test('has a flat contour for a steady sound, and a straight line in dB for a fade', () => {
    const steady = rmsStatistics(framesOf(sine(440, 4, RATE))).slice(2, 30);
    for (const level of steady) expect(level).toBeCloseTo(0, 0);
    const n = 4 * RATE;
    const fade = rmsStatistics(framesOf(sine(440, 4, RATE).map((x, i) => x * 10 ** ((-1.5 * i) / n))));
    expect((fade[8] ?? 0) - (fade[24] ?? 0)).toBeCloseTo(15, 0);
  });

  test('ends with the level of the loudest 3 ms in dB relative to full scale', () => {
    // 3 ms are 64 samples, exactly two periods of this sine, so every stretch of 3 ms has the RMS of the whole sine.
    const hertz = RATE / 32;
    const level = (amplitude: number) => rmsStatistics(framesOf(sine(hertz, 1, RATE, amplitude))).at(-1) ?? 0;
    expect(level(1) - level(0.25)).toBeCloseTo(20 * Math.log10(4), 3);
    expect(level(1)).toBeCloseTo(-10 * Math.log10(2), 1);
  });
});

describe('the excerpt', () => {
  test('is trimmed to the audible part, and its loudest 3 ms have an RMS of 1', () => {
    const samples = new Float32Array(3 * RATE);
    samples.set(sine(440, 1, RATE, 0.1), RATE);
    const sound = excerpt(samples);
    expect((sound?.signal.length ?? 0) / RATE).toBeCloseTo(1, 1);
    expect(sound?.loudest).toBeCloseTo(0.1 / Math.SQRT2, 1);
  });

  test('is the same whether an abrupt sound starts with the file or after silence', () => {
    // A cosine starts abruptly, at its peak. The length of the silence before it is a multiple of the step in which
    // silence is trimmed, so that trimming removes exactly the silence.
    const abrupt = sine(440, 1, RATE, 0.5).map((_, i) => 0.5 * Math.cos((2 * Math.PI * 440 * i) / RATE));
    const later = new Float32Array(1600 + abrupt.length + 1600);
    later.set(abrupt, 1600);
    const alone = excerpt(abrupt)?.signal.slice();
    const within = excerpt(later)?.signal;
    expect(alone).toHaveLength(within?.length ?? 0);
    const difference = alone?.map((x, i) => x - (within?.[i] ?? 0)) ?? [1];
    expect(Math.max(...difference.map(Math.abs))).toBeLessThan(1e-5);
  });

  test('starts and ends near zero, whatever the duration', () => {
    for (const length of [2, 100, 1000, RATE]) {
      const { signal = new Float32Array(0) } = excerpt(new Float32Array(length).fill(0.5)) ?? {};
      expect(Math.abs(signal[0] ?? 1)).toBeLessThan(0.01);
      expect(Math.abs(signal.at(-1) ?? 1)).toBeLessThan(0.01);
    }
  });

  test('of a long sound is the same if it may overwrite the samples, which are intact when the part is found', () => {
    const room = 1024;
    const sound = noise(RATE, 50, 0.3);
    sound.fill(0, 0, RATE);
    const memory = new Float32Array(room + sound.length + room);
    const samples = memory.subarray(room, room + sound.length);
    samples.set(sound);
    let first = 0;
    const onFound = ({ from }: { from: number }) => {
      first = samples[from + 1000] ?? 0;
    };
    const found = excerpt(samples, { onFound, mayOverwrite: true });
    expect(found?.signal.buffer).toBe(memory.buffer);
    const expected = excerpt(sound);
    const bytesOf = (signal: Float32Array = new Float32Array()) =>
      Buffer.from(signal.buffer, signal.byteOffset, signal.byteLength);
    expect(bytesOf(found?.signal).equals(bytesOf(expected?.signal))).toBe(true);
    expect(first).toBe(sound[(expected?.from ?? 0) + 1000]);
  });

  test('is null for silence and for inaudible sounds', () => {
    expect(excerpt(silence(RATE))).toBeNull();
    expect(excerpt(sine(440, 1, RATE, 1e-6))).toBeNull();
    expect(excerpt(new Float32Array(0))).toBeNull();
  });
});
