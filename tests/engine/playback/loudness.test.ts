import { describe, expect, test } from 'vitest';
import { CLAP_RATE } from '../../../src/engine/pcm.ts';
import { levelSound, TARGET_LUFS } from '../../../src/engine/playback/level-sound.ts';
import { loudnessOf } from '../../../src/engine/playback/loudness.ts';
import { click, noise, silence, sine } from '../../helpers/signals.ts';

/** Returns a sine of 1 kHz whose peaks are at a level in dB relative to full scale. */
const tone = (decibels: number, seconds: number) => sine(1000, seconds, CLAP_RATE, 10 ** (decibels / 20));
const joined = (...parts: Float32Array[]) => {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};
const peakOf = (samples: Float32Array) => samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

describe('the loudness', () => {
  // Signals of EBU Tech 3341, "Minimum requirements test signals", whose loudness is known on paper.
  test.each([-23, -33])('of a stereo sine of 1 kHz at %s dBFS is as many LUFS', (level) => {
    expect(loudnessOf(tone(level, 20))).toBeCloseTo(level, 1);
  });

  test('does not count passages that are far quieter than the others', () => {
    expect(loudnessOf(joined(tone(-36, 10), tone(-23, 60), tone(-36, 10)))).toBeCloseTo(-23, 1);
    expect(loudnessOf(joined(tone(-72, 10), tone(-36, 10), tone(-23, 60), tone(-36, 10)))).toBeCloseTo(-23, 1);
  });

  test('of a sound shorter than a block is that of the whole sound', () => {
    expect(loudnessOf(tone(-23, 0.3))).toBeCloseTo(-23, 0);
  });

  test('of silence does not exist', () => {
    expect(loudnessOf(silence(CLAP_RATE))).toBeNull();
    expect(loudnessOf(new Float32Array())).toBeNull();
  });
});

describe('levelling', () => {
  test.each([
    ['a quiet tone', tone(-50, 2)],
    ['a loud tone', tone(-3, 2)],
    ['quiet noise', noise(CLAP_RATE, 2, 0.003)],
  ])('brings %s to the common loudness', (_, samples) => {
    levelSound(samples);
    expect(loudnessOf(samples)).toBeCloseTo(TARGET_LUFS, 2);
  });

  test('never brings a peak above full scale', () => {
    const samples = click(CLAP_RATE).map((sample) => sample / 3);
    levelSound(samples);
    expect(peakOf(samples)).toBeCloseTo(10 ** (-1 / 20), 3);
    expect(loudnessOf(samples)).toBeLessThan(TARGET_LUFS);
  });

  test('leaves silence as it is', () => {
    const samples = silence(CLAP_RATE);
    levelSound(samples);
    expect(peakOf(samples)).toBe(0);
  });
});
